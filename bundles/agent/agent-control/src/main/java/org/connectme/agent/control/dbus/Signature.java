package org.connectme.agent.control.dbus;

import java.util.ArrayList;
import java.util.List;

/** Takes signatures apart. Pure. */
final class Signature {

    private static final String BASIC = "ybnqiuxtdsogh";
    private static final int LONGEST = 255;
    private static final int DEEPEST = 32;

    private Signature() {}

    /** Each complete type in it. */
    static List<String> parts(String signature) throws Malformed {
        if (signature.length() > LONGEST) {
            throw new Malformed("a signature that is too long");
        }
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < signature.length()) {
            int end = end(signature, at, 0);
            parts.add(signature.substring(at, end));
            at = end;
        }
        return parts;
    }

    private static int end(String signature, int at, int depth) throws Malformed {
        if (at >= signature.length() || depth > DEEPEST) {
            throw new Malformed("no signature: " + signature.length() + " letters");
        }
        char type = signature.charAt(at);
        if (type == 'v' || BASIC.indexOf(type) >= 0) {
            return at + 1;
        }
        if (type == 'a') {
            return at + 1 < signature.length() && signature.charAt(at + 1) == '{'
                    ? entryEnd(signature, at + 1, depth + 1)
                    : end(signature, at + 1, depth + 1);
        }
        if (type == '(') {
            int next = end(signature, at + 1, depth + 1);
            while (next < signature.length() && signature.charAt(next) != ')') {
                next = end(signature, next, depth + 1);
            }
            return closing(signature, next, ')');
        }
        throw new Malformed("no type");
    }

    private static int entryEnd(String signature, int at, int depth) throws Malformed {
        if (at + 1 >= signature.length() || BASIC.indexOf(signature.charAt(at + 1)) < 0) {
            throw new Malformed("no key");
        }
        return closing(signature, end(signature, at + 2, depth + 1), '}');
    }

    private static int closing(String signature, int at, char bracket) throws Malformed {
        if (at >= signature.length() || signature.charAt(at) != bracket) {
            throw new Malformed("a bracket that stays open");
        }
        return at + 1;
    }

    /** To how many bytes a value of this type is aligned. */
    static int alignment(char type) {
        return switch (type) {
            case 'n', 'q' -> 2;
            case 'b', 'i', 'u', 's', 'o', 'a', 'h' -> 4;
            case 'x', 't', 'd', '(', '{' -> 8;
            default -> 1;
        };
    }
}
