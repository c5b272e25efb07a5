package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Frame;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Source;
import org.jspecify.annotations.Nullable;

/** A call without voice: remembers what it was asked for, and what was said to the consultant's page. */
public final class TestMedia implements Media {

    public static final Screen SCREEN = new Screen("s1", "All", 0, 0, 1000, 500, 1);

    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final List<String> said = new CopyOnWriteArrayList<>();
    public final List<String> exchanged = new CopyOnWriteArrayList<>();
    public final List<JsonNode> signals = new CopyOnWriteArrayList<>();
    public volatile MediaCall.@Nullable Wiring wiring;
    public volatile List<Screen> screens = List.of(SCREEN);
    private volatile @Nullable Screen shared;

    @Override
    public List<Device> devices() {
        return List.of();
    }

    @Override
    public List<Screen> screens() {
        return screens;
    }

    @Override
    public MediaCall open(MediaCall.Wiring given) {
        wiring = given;
        asked.add("open");
        return new TestCall();
    }

    public MediaCall call() {
        return new TestCall();
    }

    private final class TestCall implements MediaCall {

        @Override
        public void rewire(MediaCall.Wiring next) {
            wiring = next;
            asked.add("rewire");
            next.controlOpen(true);
            next.changed();
        }

        @Override
        public void receive(JsonNode signal) {
            signals.add(signal);
        }

        @Override
        public void signaling(boolean open, boolean resumed) {
            asked.add("signaling " + open + " " + resumed);
        }

        @Override
        public void otherReachable(boolean online) {}

        @Override
        public void suspend() {
            asked.add("suspend");
        }

        @Override
        public boolean isFlowing() {
            return true;
        }

        @Override
        public Sending other() {
            return Sending.NOTHING;
        }

        @Override
        public Sending own() {
            return Sending.NOTHING;
        }

        @Override
        public List<String> faults() {
            return List.of();
        }

        @Override
        public void microphone(boolean on) {}

        @Override
        public void camera(boolean on) {}

        @Override
        public void use(Device device) {}

        @Override
        public void share(Screen screen) {
            shared = screen;
        }

        @Override
        public void stopSharing() {
            shared = null;
            asked.add("stop sharing");
        }

        @Override
        public Optional<Screen> shared() {
            return Optional.ofNullable(shared);
        }

        @Override
        public void blank(boolean on) {
            asked.add("blank " + on);
        }

        @Override
        public void frames(Source source, Consumer<Frame> sink) {}

        @Override
        public boolean send(String text) {
            said.add(text);
            return true;
        }

        @Override
        public boolean send(Channel channel, String text) {
            (channel == Channel.EXCHANGE ? exchanged : said).add(text);
            return true;
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }
}
