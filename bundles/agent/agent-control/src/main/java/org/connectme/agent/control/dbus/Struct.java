package org.connectme.agent.control.dbus;

import java.util.List;

/** Several values together: what stands in round brackets in a signature. */
public record Struct(List<Object> values) {

    public Struct {
        values = List.copyOf(values);
    }

    public static Struct of(Object... values) {
        return new Struct(List.of(values));
    }
}
