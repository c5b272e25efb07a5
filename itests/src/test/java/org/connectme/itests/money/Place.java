package org.connectme.itests.money;

import java.util.List;

/**
 * A place in the server's code that a thread passes: the entry of a method.
 *
 * @param type   the class, by its full name
 * @param words  what its arguments, or the object it is called on, must contain as text
 */
record Place(String type, String method, List<String> words) {

    static Place of(String type, String method, String... words) {
        return new Place("org.connectme." + type, method, List.of(words));
    }

    boolean isAt(String otherType, String otherMethod) {
        return type.equals(otherType) && method.equals(otherMethod);
    }
}
