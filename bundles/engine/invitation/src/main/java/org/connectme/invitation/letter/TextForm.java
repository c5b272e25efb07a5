package org.connectme.invitation.letter;

import java.util.stream.Collectors;
import org.connectme.invitation.letter.Letter.Block;

/** A letter as plain text. */
final class TextForm {

    private TextForm() {}

    static String of(Letter letter) {
        return letter.heading() + "\n\n"
                + letter.blocks().stream().map(TextForm::text).collect(Collectors.joining("\n\n"))
                + "\n\n-- \n" + letter.words().say("footer") + "\n";
    }

    private static String text(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            return paragraph.text();
        } else if (block instanceof Block.Heading heading) {
            return heading.text();
        } else if (block instanceof Block.Quote quote) {
            return quote.text().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
        } else if (block instanceof Block.Amount amount) {
            return amount.label() + ": " + amount.amount();
        } else if (block instanceof Block.Facts facts) {
            return facts.facts().stream()
                    .map(fact -> fact.label() + ": " + fact.value().replace("\n", "\n  "))
                    .collect(Collectors.joining("\n"));
        } else if (block instanceof Block.Button button) {
            return button.label() + ":\n" + button.url();
        } else if (block instanceof Block.Code code) {
            return code.label() + "\n" + code.code();
        }
        return ((Block.Small) block).text();
    }
}
