package org.connectme.itests.money;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an object of the server's looks like, read field by field: the server runs nothing for it, so that it can stand
 * still meanwhile. Of records all is told, of long lists the end, of most other objects the type only.
 */
final class Mirror {

    private static final int MOST_OF_A_LIST = 5;

    private Mirror() {}

    static String text(@Nullable Value value) {
        if (value instanceof StringReference string) {
            return string.value();
        }
        if (value instanceof ArrayReference array) {
            return list(array.getValues());
        }
        return value instanceof ObjectReference object && object.referenceType() instanceof ClassType type
                ? text(object, type)
                : String.valueOf(value);
    }

    private static String text(ObjectReference object, ClassType type) {
        String name = type.name();
        if (type.isEnum()) {
            return text(field(object, "name"));
        }
        if (type.superclass() != null && type.superclass().name().equals("java.lang.Record")) {
            return type.fields().stream()
                    .filter(field -> !field.isStatic())
                    .map(field -> field.name() + "=" + text(object.getValue(field)))
                    .collect(Collectors.joining(", ", simple(name) + "[", "]"));
        }
        return switch (name) {
            case "java.util.UUID" -> new UUID(number(object, "mostSigBits"), number(object, "leastSigBits")).toString();
            case "java.util.Optional" -> text(field(object, "value"));
            case "java.util.ImmutableCollections$List12" ->
                '[' + text(field(object, "e0")) + ", " + text(field(object, "e1")) + ']';
            case "java.util.ImmutableCollections$ListN" -> text(field(object, "elements"));
            case "java.util.ArrayList" -> {
                int size = ((IntegerValue) field(object, "size")).value();
                yield size == 0 ? "[]" : list(((ArrayReference) field(object, "elementData")).getValues(0, size));
            }
            default -> simple(name);
        };
    }

    private static String list(List<Value> values) {
        return values.subList(Math.max(0, values.size() - MOST_OF_A_LIST), values.size()).stream()
                .map(Mirror::text)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static long number(ObjectReference object, String field) {
        return ((LongValue) field(object, field)).value();
    }

    private static Value field(ObjectReference object, String name) {
        Field field = object.referenceType().fieldByName(name);
        return object.getValue(field);
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
