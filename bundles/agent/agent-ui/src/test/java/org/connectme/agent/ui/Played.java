package org.connectme.agent.ui;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** One scene that was played in a process of its own: says there how it went, for {@link WindowTest} to read. */
final class Played {

    private Played() {}

    static void play(Object scenes, Method scene) throws IllegalAccessException {
        try {
            scene.invoke(scenes);
            System.out.println("HELD " + scene.getName());
        } catch (InvocationTargetException failed) {
            System.out.println("FAILED " + scene.getName());
            failed.getCause().printStackTrace(System.out);
        }
    }
}
