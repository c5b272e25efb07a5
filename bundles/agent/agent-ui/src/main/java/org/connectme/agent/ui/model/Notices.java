package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.Side;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.model.Notice.Kind;
import org.jspecify.annotations.Nullable;

/** What the customer is told in the call, the weightiest first; word for word what the pages tell (banners.ts). */
final class Notices {

    /** A side that is offline for longer than this ends the consultation, once the meter was started. */
    private static final long PATIENCE_MILLIS = 90_000;

    private static final long BACK_NANOS = 5_000_000_000L;

    private Notices() {}

    static List<Notice> of(Now now) {
        List<Notice> told = new ArrayList<>();
        if (!now.local().problem().isEmpty() && !now.local().isEnding()) {
            told.add(Notice.of("problem", Kind.ALERT, now.local().problem()));
        }
        now.call().problems().forEach(problem -> told.add(media(now, problem)));
        trouble(now).ifPresent(told::add);
        endProposed(now).ifPresent(told::add);
        charges(now).ifPresent(told::add);
        company(now).ifPresent(told::add);
        if (told.isEmpty() && now.local().isReturnedSince(now.nanos() - BACK_NANOS)) {
            told.add(Notice.of("other-back", Kind.LIVE, now.say("banner.other-back", "name", now.name())));
        }
        told.addAll(standing(now));
        told.addAll(Exchanges.of(now));
        raise(now).ifPresent(told::add);
        return told;
    }

    private static Notice media(Now now, CallFacts.Trouble problem) {
        Choice again = Choice.usual(now.say("wait.again"), new Intent.RetryCall());
        if (problem.code().contains("camera")) {
            Choice without = Choice.plain(now.say("call.camera.off"), new Intent.Camera(false));
            return Notice.of(problem.code(), Kind.INFO, Icon.CAMERA_OFF, problem.text(), again, without);
        }
        return Notice.of(problem.code(), Kind.ALERT, problem.text(), again);
    }

    /** Trouble is named, timed and owned; only the nearest cause is told. */
    private static Optional<Notice> trouble(Now now) {
        Meter meter = now.meter();
        boolean started = meter != null && meter.startedAt() != null;
        if (now.state().link() instanceof Link.Cut cut) {
            long gone = (now.nanos() - cut.sinceNanos()) / 1_000_000;
            return Optional.of(offline(now, "you-offline", gone, started ? PATIENCE_MILLIS - gone : null));
        }
        Presence presence = now.parts().presence();
        if (presence == null) {
            return Optional.empty();
        }
        Presence.SidePresence other = presence.consultant();
        if (other.offlineSince() != null && other.joined()) {
            Long left = other.endsAt() == null ? null : -now.sinceMillis(other.endsAt());
            return Optional.of(offline(now, "other-offline", now.sinceMillis(other.offlineSince()), left));
        }
        if (presence.mediaLostSince() != null) {
            String since = now.formats().secondsOf(now.sinceMillis(presence.mediaLostSince()));
            return Optional.of(
                    Notice.of("media-lost", Kind.STILL, Icon.OFF, now.say("banner.media-lost", "since", since)));
        }
        if (meter != null && meter.reason() == Meter.Reason.SERVER_OUTAGE) {
            return Optional.of(Notice.of("outage", Kind.STILL, now.say("banner.outage")));
        }
        return Optional.empty();
    }

    private static Notice offline(Now now, String key, long sinceMillis, @Nullable Long leftMillis) {
        String since = now.formats().secondsOf(sinceMillis);
        Meter meter = now.meter();
        if (leftMillis == null || meter == null || meter.gross() == null) {
            String text = now.say("banner." + key + ".before", "name", now.name(), "since", since);
            return Notice.of(key, Kind.STILL, Icon.OFF, text);
        }
        String text = now.say(
                "banner." + key,
                "name",
                now.name(),
                "since",
                since,
                "left",
                now.formats().secondsOf(leftMillis),
                "time",
                now.formats().clock(meter.billableMillis()),
                "amount",
                now.formats().money(meter.gross()));
        return Notice.of(key, Kind.ALERT, Icon.OFF, text);
    }

    private static Optional<Notice> endProposed(Now now) {
        Presence presence = now.parts().presence();
        if (presence == null
                || presence.endProposed() == null
                || presence.endProposed().by() != Side.CONSULTANT) {
            return Optional.empty();
        }
        boolean again = now.meter() != null && now.meter().state() == Meter.State.RUNNING;
        String key = again ? "banner.end-proposed.again" : "banner.end-proposed";
        return Optional.of(Notice.of("end-proposed", Kind.STILL, now.say(key, "name", now.name())));
    }

    private static Optional<Notice> charges(Now now) {
        Meter meter = now.meter();
        if (meter == null) {
            return Optional.empty();
        }
        if (meter.reason() == Meter.Reason.CEILING_REACHED) {
            return Optional.of(Notice.of("ceiling", Kind.INFO, now.say("banner.ceiling")));
        }
        if (meter.reason() == Meter.Reason.LIMIT_REACHED) {
            return Optional.of(Notice.of("limit", Kind.INFO, now.say("banner.limit")));
        }
        if (meter.reason() == Meter.Reason.CONSULTANT_PAUSED) {
            return Optional.of(Notice.of("paused", Kind.STILL, now.say("banner.paused", "name", now.name())));
        }
        if (!meter.nearCeiling() || meter.ceiling() == null || meter.state() != Meter.State.RUNNING) {
            return Optional.empty();
        }
        String ceiling = now.formats().money(Objects.requireNonNullElse(meter.limit(), meter.ceiling()));
        return Optional.of(Notice.of("near", Kind.INFO, now.say("banner.near", "ceiling", ceiling)));
    }

    private static Optional<Notice> company(Now now) {
        Presence presence = now.parts().presence();
        if (now.meter() == null || now.meter().state() != Meter.State.IDLE || presence == null) {
            return Optional.empty();
        }
        String key = presence.consultant().inCall() ? "starting" : "alone";
        return Optional.of(Notice.of(key, Kind.INFO, now.say("banner." + key, "name", now.name())));
    }

    /** What the consultant may do, each with its stop, for as long as it lasts. */
    private static List<Notice> standing(Now now) {
        List<Notice> standing = new ArrayList<>();
        if (now.call().shared().isPresent() && !isControlGiven(now)) {
            standing.add(Notice.of(
                    "sharing",
                    Kind.ALERT,
                    Icon.SCREEN,
                    now.say(Bars.sharing(now), "name", now.name()),
                    Choice.danger(now.say("banner.sharing.stop"), new Intent.StopSharing(), false)));
        }
        for (Consent consent : consents(now)) {
            if (consent.state() == Consent.State.GIVEN
                    && consent.scope() != Consent.Scope.UNKNOWN
                    && isLent(now, consent)) {
                standing.add(standing(now, consent));
            }
        }
        return standing;
    }

    private static Notice standing(Now now, Consent consent) {
        String key = switch (consent.scope()) {
            case RECORDING -> "banner.recording";
            case SCREEN_ONLY -> "banner.screen-only";
            case CLIPBOARD -> "banner.clipboard";
            case FILE_TRANSFER -> "banner.files";
            default -> "banner.control";
        };
        Icon icon = switch (consent.scope()) {
            case RECORDING -> Icon.RECORD;
            case SCREEN_ONLY -> Icon.SCREEN;
            case CLIPBOARD, FILE_TRANSFER -> Icon.INFO;
            default -> Icon.CONTROL;
        };
        List<Choice> choices = new ArrayList<>();
        if (consent.scope() == Consent.Scope.FILE_TRANSFER) {
            choices.add(Choice.usual(now.say("file.choose"), new Intent.ChooseFile()));
        }
        choices.add(Choice.danger(now.say("banner.consent.stop"), new Intent.EndConsent(consent.request()), false));
        return new Notice("consent-" + consent.request(), Kind.ALERT, icon, now.say(key, "name", now.name()), choices);
    }

    private static boolean isControlGiven(Now now) {
        return consents(now).stream()
                .anyMatch(consent ->
                        consent.state() == Consent.State.GIVEN && isOfScreen(consent) && isLent(now, consent));
    }

    /** What this app lends counts from the yes to STOP here, whatever the server has heard of it yet. */
    private static boolean isLent(Now now, Consent consent) {
        return !isOfScreen(consent) || now.state().control().mode() != ControlState.Mode.NONE;
    }

    private static boolean isOfScreen(Consent consent) {
        return consent.scope() == Consent.Scope.SCREEN_ONLY || consent.scope() == Consent.Scope.SCREEN_KEYBOARD_MOUSE;
    }

    static List<Consent> consents(Now now) {
        return now.parts().consents() == null
                ? List.of()
                : now.parts().consents().consents();
    }

    /** Whether more may be held, once most of the hold is used. Saying nothing is a no. */
    private static Optional<Notice> raise(Now now) {
        Payment payment = now.parts().payment();
        if (payment == null || payment.raise() == null || payment.held() == null) {
            return Optional.empty();
        }
        Payment.Raise raise = payment.raise();
        Object[] values = {
            "held", now.formats().money(payment.held()), "total", now.formats().money(raise.total())
        };
        if (raise.state().equals("ASKED") || raise.state().equals("DOUBT")) {
            return Optional.of(Notice.of("raise-asked", Kind.STILL, now.say("raise.asked", values)));
        }
        if (now.local().isRefused(raise.total())) {
            return Optional.empty();
        }
        List<Choice> choices = new ArrayList<>();
        if (raise.mayBeAsked()) {
            choices.add(new Choice(
                    now.say("raise.yes", values),
                    Choice.Kind.USUAL,
                    new Intent.Raise(raise.total()),
                    now.local().is(Local.Task.RAISE)));
        }
        choices.add(Choice.plain(now.say("raise.no"), new Intent.RefuseRaise(raise.total())));
        boolean declined = raise.state().equals("DECLINED");
        return Optional.of(new Notice(
                "raise", Kind.INFO, Icon.INFO, now.say(declined ? "raise.declined" : "raise.ask", values), choices));
    }
}
