package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.model.Shown.Fact;

/** What lies beside the way: settings, and whether everything works here. */
final class AsideScreens {

    private AsideScreens() {}

    static Shown.Settings settings(Now now) {
        List<Choice> folder = List.of(
                Choice.usual(now.say("settings.folder.choose"), new Intent.ChooseFolder()),
                Choice.plain(now.say("settings.folder.usual"), new Intent.FilesFolder(null)));
        return new Shown.Settings(
                now.say("settings.title"),
                now.say("settings.close"),
                now.say("wait.devices"),
                WaitingScreen.devices(now),
                now.say("app.language"),
                now.words().language().ordinal(),
                new Fact(now.say("check.layout"), layout(now)),
                new Fact(now.say("settings.folder"), now.local().filesFolder()),
                folder,
                now.say("settings.keys"),
                List.of(
                        new Fact(now.say("settings.keys.stop.key"), now.say("settings.keys.stop")),
                        new Fact(now.say("settings.keys.private.key"), now.say("settings.keys.private"))),
                now.local().problem(),
                List.of(
                        Choice.plain(now.say("check.title"), new Intent.Toggle(Local.Panel.CHECK)),
                        Choice.plain(now.say("app.help"), new Intent.Help())));
    }

    private static String layout(Now now) {
        return now.local().selfCheck().findings().stream()
                .filter(finding -> finding.topic().equals("layout"))
                .findFirst()
                .map(finding -> text(now, finding))
                .orElseGet(() -> now.say("check.layout.unknown"));
    }

    static Shown.Check check(Now now) {
        SelfCheck found = now.local().selfCheck();
        List<Shown.Checked> lines =
                found.findings().stream().map(finding -> line(now, finding)).toList();
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(now.say("check.again"), Choice.Kind.USUAL, new Intent.LookAgain(), found.running()));
        choices.add(new Choice(
                now.say("check.copy"), Choice.Kind.USUAL, new Intent.Copy(asText(now, lines)), found.running()));
        return new Shown.Check(
                now.say("check.title"),
                now.say("settings.close"),
                now.say(lead(found)),
                lines,
                now.local().said(),
                choices);
    }

    private static String lead(SelfCheck found) {
        if (found.running()) {
            return "check.running";
        }
        Verdict worst = found.findings().stream()
                .map(Finding::verdict)
                .max(Verdict::compareTo)
                .orElse(Verdict.MISSING);
        return switch (worst) {
            case GOOD -> "check.all-good";
            case LIMITED -> "check.some-limited";
            case MISSING -> "check.some-missing";
        };
    }

    private static Shown.Checked line(Now now, Finding finding) {
        String key = "check." + finding.topic() + "." + finding.state();
        boolean later = finding.state().equals(SelfCheck.LATER);
        boolean pending = later || finding.state().equals(SelfCheck.CHECKING);
        String verdict = now.say("check.verdict."
                + (later ? "LATER" : pending ? "CHECKING" : finding.verdict().name()));
        Icon icon = switch (finding.verdict()) {
            case GOOD -> pending ? Icon.RUN : Icon.CHECK;
            case LIMITED -> Icon.INFO;
            case MISSING -> Icon.ALERT;
        };
        String token = switch (finding.verdict()) {
            case GOOD -> pending ? "quiet" : "live";
            case LIMITED -> "still";
            case MISSING -> "alert";
        };
        String title = now.words().maybe("check." + finding.topic()).orElse(finding.topic());
        return new Shown.Checked(
                icon,
                token,
                verdict,
                title,
                text(now, finding),
                now.words().maybe(key + ".do").orElse(""));
    }

    /** What another bundle found that is newer than this dictionary is told as it is. */
    private static String text(Now now, Finding finding) {
        Object[] values = finding.values().entrySet().stream()
                .flatMap(value -> List.<Object>of(value.getKey(), value.getValue()).stream())
                .toArray();
        String key = finding.topic() + "." + finding.state();
        String own = finding.topic().equals("network")
                        && now.words().maybe("check." + key).isEmpty()
                ? "wait." + key
                : "check." + key;
        return now.words().maybe(own).isEmpty() ? finding.state() : now.say(own, values);
    }

    private static String asText(Now now, List<Shown.Checked> lines) {
        StringBuilder text = new StringBuilder(now.say("app.title"))
                .append(", ")
                .append(now.formats().dayAndTime(now.serverNow()))
                .append('\n');
        for (Shown.Checked line : lines) {
            text.append(line.verdict())
                    .append(" · ")
                    .append(line.title())
                    .append(": ")
                    .append(line.text())
                    .append('\n');
        }
        return text.toString();
    }
}
