package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.Transfer.State;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.model.Question.Drawing;

/** What is asked and told about files and texts that go over. */
final class Exchanges {

    private static final double SILENCE_NANOS = 60_000_000_000.0;
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;

    private Exchanges() {}

    /** Each file is asked about before it comes: its name, how large it is, and where it would lie. */
    static Optional<Question> offered(Now now) {
        return now.call().transfers().stream()
                .filter(each -> each.incoming() && each.state() == State.ASKED)
                .filter(each -> each.answerUntilNanos() - now.nanos() > 0)
                .findFirst()
                .map(each -> offered(now, each));
    }

    private static Question offered(Now now, Transfer file) {
        long left = file.answerUntilNanos() - now.nanos();
        return new Question(
                "file-" + file.id(),
                now.say("file.title", "name", now.name()),
                Drawing.NONE,
                List.of(
                        now.say("file.what", "file", file.name(), "size", size(now, file.bytes())),
                        now.say("file.where"),
                        now.say("file.careful", "name", now.name())),
                now.say("consent.left", "left", now.formats().seconds((left + 999_999_999) / 1_000_000_000)),
                Math.min(1.0, left / SILENCE_NANOS),
                Optional.empty(),
                now.local().problem(),
                List.of(
                        Choice.usual(now.say("consent.no"), new Intent.TakeFile(file.id(), false)),
                        Choice.usual(now.say("file.take"), new Intent.TakeFile(file.id(), true))));
    }

    /** What is on its way, and what became of the last one. */
    static List<Notice> of(Now now) {
        List<Notice> told = new ArrayList<>();
        Transfer last = null;
        for (Transfer each : now.call().transfers()) {
            if (each.state() == State.RUNNING || (each.state() == State.ASKED && !each.incoming())) {
                told.add(running(now, each));
            } else if (each.state() != State.ASKED) {
                last = each;
            }
        }
        if (last != null && !now.local().isRead(last.id())) {
            told.add(over(now, last));
        }
        return told;
    }

    private static Notice running(Now now, Transfer each) {
        long percent = each.bytes() == 0 ? 0 : 100 * each.done() / each.bytes();
        String text = each.kind() == Kind.TEXT
                ? now.say(each.incoming() ? "text.coming" : "text.going", "name", now.name())
                : now.say(
                        each.incoming() ? "file.coming" : "file.going",
                        "file",
                        each.name(),
                        "percent",
                        now.formats().number(percent, 1));
        return Notice.of(
                "transfer-" + each.id(),
                Notice.Kind.INFO,
                Icon.INFO,
                text,
                Choice.usual(now.say("file.cancel"), new Intent.CancelTransfer(each.id())));
    }

    private static Notice over(Now now, Transfer each) {
        Notice.Kind kind = each.state() == State.DONE ? Notice.Kind.LIVE : Notice.Kind.STILL;
        return Notice.of(
                "transfer-over-" + each.id(),
                kind,
                each.state() == State.DONE ? done(now, each) : failed(now, each),
                Choice.plain(now.say("call.close"), new Intent.Read(each.id())));
    }

    private static String done(Now now, Transfer each) {
        if (each.kind() == Kind.TEXT) {
            return now.say(each.incoming() ? "text.came" : "text.went", "name", now.name());
        }
        return each.place() == null
                ? now.say("file.went", "name", now.name(), "file", each.name())
                : now.say("file.came", "place", each.place());
    }

    private static String failed(Now now, Transfer each) {
        String why = now.words().maybe(each.why(), "name", now.name()).orElseGet(() -> now.say("exchange.failed"));
        return each.kind() == Kind.TEXT
                ? now.say("text.failed", "why", why)
                : now.say("file.failed", "file", each.name(), "why", why);
    }

    private static String size(Now now, long bytes) {
        if (bytes < KILO) {
            return now.formats().number(bytes, 1) + " B";
        }
        return bytes < MEGA
                ? now.formats().number((bytes + KILO / 2) / KILO, 1) + " kB"
                : now.formats().number((bytes + MEGA / 2) / MEGA, 1) + " MB";
    }
}
