package org.connectme.invitation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.connectme.invitation.MailLedger.Item;
import org.connectme.invitation.MailLedger.State;
import org.connectme.invitation.letter.MailKind;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Shows which mails went out: to the consultant all of them, to the customer those about the money. */
@Component
public final class MailProjection implements Projection {

    private static final Set<MailKind> CUSTOMERS = EnumSet.of(MailKind.PAYMENT_PENDING, MailKind.SUMMARY);

    /** The page's part "mail". */
    public record MailPart(List<Line> entries) {
        public MailPart {
            entries = List.copyOf(entries);
        }
    }

    /** @param detail the mail service's words for a refusal, for the consultant only */
    public record Line(
            String kind, Instant at, String state, @Nullable String detail) {}

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        return new MailPart(MailLedger.of(history, now).stream()
                .filter(item -> viewer == Side.CONSULTANT || CUSTOMERS.contains(item.kind()))
                .map(item -> line(item, viewer))
                .toList());
    }

    private static Line line(Item item, Side viewer) {
        boolean showsDetail = viewer == Side.CONSULTANT && item.state() == State.REFUSED;
        return new Line(item.kind().name(), item.at(), item.state().name(), showsDetail ? item.detail() : null);
    }
}
