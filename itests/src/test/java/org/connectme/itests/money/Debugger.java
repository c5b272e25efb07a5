package org.connectme.itests.money;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds threads of a running server at named places of its code, from outside: nothing is added to the server but the
 * Java platform's own debugging agent, and every other thread goes on. Thread-safe.
 */
final class Debugger implements AutoCloseable {

    private final VirtualMachine server;
    private final List<Stop> stops = new CopyOnWriteArrayList<>();
    private final Set<String> watchedTypes = ConcurrentHashMap.newKeySet();
    private final Set<Location> watchedLocations = ConcurrentHashMap.newKeySet();
    private final Thread listener = new Thread(this::listen, "debugger");

    private Debugger(VirtualMachine server) {
        this.server = server;
        listener.setDaemon(true);
        listener.start();
    }

    /** What makes a server that is started with it listen to a debugger on this machine. */
    static Map<String, String> environment(int port) {
        return Map.of(
                "JAVA_NON_DEBUG_OPTS",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port);
    }

    static Debugger attach(int port) {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        try {
            return new Debugger(connector.attach(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The first thread that comes to a place with one of these names in what it handles. It stays there. */
    final class Stop {

        private final Place place;
        private final Set<String> names;
        private final boolean everything;
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CompletableFuture<ThreadReference> reached = new CompletableFuture<>();

        private Stop(Place place, Set<String> names, boolean everything) {
            this.place = place;
            this.names = names;
            this.everything = everything;
        }

        private boolean waitsAt(Method method) {
            return !taken.get() && place.isAt(method.declaringType().name(), method.name());
        }

        private boolean takes(Method method, String text) {
            return waitsAt(method)
                    && place.words().stream().allMatch(text::contains)
                    && names.stream().anyMatch(text::contains)
                    && taken.compareAndSet(false, true);
        }

        /** Waits until a thread is held there. */
        void await(Duration bound) {
            try {
                reached.copy()
                        .orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException e) {
                throw new AssertionError(
                        "No thread came within " + bound + " with one of " + names + " to " + place, e);
            }
        }

        /** Lets the thread go on, or no thread be held any more. */
        void release() {
            stops.remove(this);
            if (!taken.compareAndSet(false, true)) {
                reached.join().resume();
            }
        }
    }

    /** Holds the one thread that comes there; the others go on. @param names of which one must appear */
    Stop stopAt(Place place, Set<String> names) {
        return stop(new Stop(place, names, false));
    }

    /** Once a thread comes there, all of the server stands still at once. @param names of which one must appear */
    Stop freezeAt(Place place, Set<String> names) {
        return stop(new Stop(place, names, true));
    }

    private Stop stop(Stop stop) {
        Place place = stop.place;
        stops.add(stop);
        if (watchedTypes.add(place.type())) {
            ClassPrepareRequest coming = server.eventRequestManager().createClassPrepareRequest();
            coming.addClassFilter(place.type());
            coming.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            coming.enable();
        }
        server.classesByName(place.type()).forEach(this::watch);
        return stop;
    }

    private void watch(ReferenceType type) {
        for (Stop stop : stops) {
            if (!stop.place.type().equals(type.name())) {
                continue;
            }
            List<Method> methods = type.methodsByName(stop.place.method()).stream()
                    .filter(method -> method.declaringType().equals(type) && !method.isAbstract())
                    .toList();
            if (methods.isEmpty()) {
                throw new IllegalStateException("There is no such place any more: " + stop.place);
            }
            methods.forEach(method -> watch(method.location()));
        }
    }

    private void watch(Location location) {
        if (watchedLocations.add(location)) {
            BreakpointRequest request = server.eventRequestManager().createBreakpointRequest(location);
            // Everything, so that nothing happens elsewhere before it is known whether this is the place.
            request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            request.enable();
        }
    }

    private void listen() {
        try {
            while (true) {
                EventSet events = server.eventQueue().remove();
                boolean frozen = false;
                for (Event event : events) {
                    frozen |= handle(event);
                }
                if (!frozen) {
                    events.resume();
                }
            }
        } catch (VMDisconnectedException e) {
            fail(e); // it was killed: who still waits for a place waits in vain
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether all is to stand still */
    private boolean handle(Event event) {
        try {
            if (event instanceof ClassPrepareEvent coming) {
                watch(coming.referenceType());
            }
            return event instanceof BreakpointEvent reached && arrived(reached);
        } catch (IncompatibleThreadStateException | IllegalStateException e) {
            fail(e);
            return false;
        }
    }

    private void fail(Exception problem) {
        stops.forEach(stop -> stop.reached.completeExceptionally(problem));
    }

    private boolean arrived(BreakpointEvent event) throws IncompatibleThreadStateException {
        Method method = event.location().method();
        if (stops.stream().noneMatch(stop -> stop.waitsAt(method))) {
            return false;
        }
        String text = handled(event.thread());
        for (Stop stop : stops) {
            if (stop.takes(method, text)) {
                event.thread().suspend(); // once more than everything, so that it stays when everything goes on
                stop.reached.complete(event.thread());
                return stop.everything;
            }
        }
        return false;
    }

    /** What the method was called on and with, as text. */
    private static String handled(ThreadReference thread) throws IncompatibleThreadStateException {
        StackFrame frame = thread.frame(0);
        List<@Nullable Value> values = new ArrayList<>(frame.getArgumentValues());
        values.add(frame.thisObject());
        return values.stream().map(Mirror::text).collect(Collectors.joining("\n"));
    }

    /** Every thread goes on. */
    @Override
    public void close() {
        try {
            server.dispose();
        } catch (VMDisconnectedException e) {
            listener.interrupt(); // it was killed before
        }
    }
}
