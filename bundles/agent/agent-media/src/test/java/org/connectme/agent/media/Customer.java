package org.connectme.agent.media;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.MediaFailed;

/** The app's half of a call with a {@link ConsultantsPage} at its other end. */
final class Customer implements MediaCall.Wiring, AutoCloseable {

    final ConsultantsPage consultant;
    final MediaCall call;
    final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<String> moves = new CopyOnWriteArrayList<>();
    final List<Boolean> controlOpen = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean serverAnswers = true;

    Customer(WebRtcMedia media) throws MediaFailed {
        // The consultant says nothing before it was greeted, and the call is there by then.
        this.consultant = new ConsultantsPage(this::carry);
        this.call = media.open(this);
    }

    private void carry(JsonNode signal) {
        call.receive(signal);
    }

    /** Both see each other. */
    Customer meet() {
        call.signaling(true, false);
        Until.isTrue("media flows", call::isFlowing);
        Until.isTrue("the channels are open", () -> !controlOpen.isEmpty() && consultant.isControlOpen());
        return this;
    }

    @Override
    public boolean signal(JsonNode data) {
        consultant.receive(data);
        return true;
    }

    @Override
    public void report(JsonNode mediaReport) {
        reports.add(mediaReport);
    }

    @Override
    public IceServers ice() throws IOException {
        asked.incrementAndGet();
        if (!serverAnswers) {
            throw new IOException("the server does not answer");
        }
        return new IceServers(List.of(), false);
    }

    @Override
    public void changed() {
        // The tests read when they want to know.
    }

    @Override
    public void control(Channel channel, String text) {
        (channel == Channel.COMMANDS ? commands : moves).add(text);
    }

    @Override
    public void controlOpen(boolean open) {
        controlOpen.add(open);
    }

    @Override
    public void close() {
        call.close();
        consultant.close();
    }
}
