package org.connectme.agent.core.view;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The card and what was taken from it. */
public record Payment(
        boolean needed,
        Status status,
        @Nullable Money held,
        @Nullable Money captured,
        @Nullable Money refunded,
        @Nullable String cardBrand,
        @Nullable String cardLastFour,
        @Nullable Instant heldUntil,
        @Nullable String declineReason,
        @Nullable Long receiptNumber,
        List<Refund> refunds,
        @Nullable Instant holdAt,
        boolean renewable,
        boolean otherCard,
        @Nullable Raise raise) {

    public enum Status {
        NONE,
        CHECKING,
        CHALLENGE,
        HELD,
        SAVED,
        DECLINED,
        DOUBT,
        CAPTURING,
        CAPTURED,
        RELEASED,
        WAIVED,
        FAILED,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    public Payment {
        status = status == null ? Status.UNKNOWN : status;
        refunds = Bounds.list("refunds", refunds);
    }

    /** Something about money is open, and the answer may come without a word from the server. */
    public boolean isOpen() {
        return status == Status.CAPTURING || status == Status.CHECKING || status == Status.DOUBT;
    }

    /** @param state ASKED, DONE or FAILED */
    public record Refund(Money amount, @Nullable Instant at, String state) {

        public Refund {
            Bounds.present("amount", amount);
            state = Bounds.text(state);
        }
    }

    /**
     * More than what is held, as the customer is asked about it.
     *
     * @param state OFFERED, ASKED, DOUBT or DECLINED
     */
    public record Raise(Money total, String state, @Nullable String reason, boolean mayBeAsked) {

        public Raise {
            Bounds.present("total", total);
            state = Bounds.text(state);
        }
    }
}
