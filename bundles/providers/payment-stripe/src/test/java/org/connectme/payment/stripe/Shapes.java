package org.connectme.payment.stripe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import com.stripe.net.ApiRequestParams;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shapes that Stripe publishes, as stripe-java's classes have them, which are generated from Stripe's OpenAPI
 * description: what a request may carry, and what an answer consists of.
 */
final class Shapes {

    private Shapes() {}

    /** @return the parameter that no such request has, or whose value is none of its values */
    static Optional<String> unknownParameter(Class<?> params, Map<String, String> sent) {
        return sent.entrySet().stream()
                .filter(parameter -> !isKnown(params, path(parameter.getKey()), parameter.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<String> path(String name) {
        return new ArrayList<>(Arrays.asList(name.replace("]", "").split("\\[", -1)));
    }

    private static boolean isKnown(Type type, List<String> path, String value) {
        if (path.isEmpty()) {
            return isValue(type, value);
        }
        List<String> rest = path.subList(1, path.size());
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            Type[] arguments = parameterized.getActualTypeArguments();
            boolean isIndex = path.get(0).matches("[0-9]{1,3}");
            return (Map.class.isAssignableFrom(raw) || isIndex)
                    && isKnown(arguments[arguments.length - 1], rest, value);
        }
        if (type == Object.class) {
            // Either a value or a group, such as "metadata".
            return true;
        }
        return field((Class<?>) type, path.get(0))
                .map(field -> isKnown(field.getGenericType(), rest, value))
                .orElse(false);
    }

    private static boolean isValue(Type type, String value) {
        if (type == Long.class) {
            return value.matches("-?[0-9]{1,18}");
        }
        if (type == Boolean.class) {
            return value.equals("true") || value.equals("false");
        }
        if (type instanceof Class<?> known && ApiRequestParams.EnumParam.class.isAssignableFrom(known)) {
            return Arrays.stream(known.getEnumConstants())
                    .anyMatch(constant ->
                            ((ApiRequestParams.EnumParam) constant).getValue().equals(value));
        }
        return type == String.class || type == Object.class;
    }

    /** @return what no such object has, or what is of another type there; empty if all is well */
    static List<String> strangers(Class<?> model, JsonObject answer) {
        List<String> strangers = new ArrayList<>();
        collect(model, answer, model.getSimpleName(), strangers);
        return strangers;
    }

    private static void collect(Class<?> model, JsonObject answer, String where, List<String> strangers) {
        answer.entrySet().forEach(member -> {
            String name = where + "." + member.getKey();
            Optional<Field> field = field(model, member.getKey());
            if (field.isEmpty()) {
                strangers.add(name);
            } else {
                check(field.get().getGenericType(), member.getValue(), name, strangers);
            }
        });
    }

    private static void check(Type type, JsonElement value, String where, List<String> strangers) {
        if (value.isJsonNull()) {
            return;
        }
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            Type[] arguments = parameterized.getActualTypeArguments();
            Type inner = arguments[arguments.length - 1];
            if (value.isJsonArray()) {
                value.getAsJsonArray().forEach(element -> check(inner, element, where, strangers));
            } else if (!Map.class.isAssignableFrom(raw) && value.isJsonObject()) {
                check(inner, value, where, strangers);
            }
            return;
        }
        Class<?> known = (Class<?>) type;
        if (value.isJsonObject() && known != Object.class && !known.isInterface()) {
            collect(known, value.getAsJsonObject(), where, strangers);
        } else if (value.isJsonPrimitive()) {
            boolean fits = known == Long.class
                    ? value.getAsJsonPrimitive().isNumber()
                    : known == Boolean.class
                            ? value.getAsJsonPrimitive().isBoolean()
                            : known != String.class
                                    || value.getAsJsonPrimitive().isString();
            if (!fits) {
                strangers.add(where);
            }
        }
    }

    private static Optional<Field> field(Class<?> type, String name) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                SerializedName known = field.getAnnotation(SerializedName.class);
                if (known != null && known.value().equals(name)) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }
}
