package org.connectme.agent.ui.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.connectme.agent.ui.words.Words;

/** What the contact form holds. */
public record Contact(String name, String email, String phone, String topic) {

    /** The form's fields, and how long what is typed there may be. */
    public enum Field {
        NAME("name", 100),
        EMAIL("email", 254),
        PHONE("phone", 40),
        TOPIC("topic", 2000);

        private final String key;
        private final int longest;

        Field(String key, int longest) {
            this.key = key;
            this.longest = longest;
        }

        /** As the dictionary and the server name it. */
        public String key() {
            return key;
        }

        public int longest() {
            return longest;
        }
    }

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");
    private static final Pattern PHONE = Pattern.compile("|\\+?[\\d\\s()/.-]{3,}");

    public String of(Field field) {
        return switch (field) {
            case NAME -> name;
            case EMAIL -> email;
            case PHONE -> phone;
            case TOPIC -> topic;
        };
    }

    /** What can be told at once; the server judges everything again. */
    public Map<Field, String> wrong(Words words) {
        Map<Field, String> wrong = new EnumMap<>(Field.class);
        if (name.isBlank()) {
            wrong.put(Field.NAME, words.say("about.name.missing"));
        }
        if (!EMAIL.matcher(email.strip()).matches()) {
            wrong.put(Field.EMAIL, words.say("about.email.wrong"));
        }
        if (!PHONE.matcher(phone.strip()).matches()) {
            wrong.put(Field.PHONE, words.say("about.phone.wrong"));
        }
        return wrong;
    }
}
