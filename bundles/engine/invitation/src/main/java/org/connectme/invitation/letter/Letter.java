package org.connectme.invitation.letter;

import java.util.List;

/**
 * What a mail says, before it is text or HTML.
 *
 * @param words the language it speaks
 */
record Letter(Words words, String subject, String heading, List<Block> blocks) {

    Letter {
        blocks = List.copyOf(blocks);
    }

    /** One part of a letter; texts are plain and may hold anything that people typed. */
    sealed interface Block {

        record Paragraph(String text) implements Block {}

        /** Begins a part of a long letter. */
        record Heading(String text) implements Block {}

        /** What one person wrote to the other. */
        record Quote(String text) implements Block {}

        /** The one amount the letter is about. */
        record Amount(String label, String amount) implements Block {}

        record Facts(List<Fact> facts) implements Block {
            public Facts {
                facts = List.copyOf(facts);
            }
        }

        /** The one thing to do. */
        record Button(String label, String url) implements Block {}

        /** Something to be typed or compared letter by letter, read from left to right in any language. */
        record Code(String label, String code) implements Block {}

        record Small(String text) implements Block {}
    }

    record Fact(String label, String value) {}
}
