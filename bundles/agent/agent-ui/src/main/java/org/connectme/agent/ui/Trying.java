package org.connectme.agent.ui;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Rehearsal;
import org.connectme.agent.core.Rehearsal.Quality;
import org.connectme.agent.core.Result;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Place;
import org.connectme.agent.ui.model.Trial;
import org.connectme.agent.ui.view.Senses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The waiting room's checks, on the devices that were chosen: own picture, microphone's level, tones, and a loop of media
 * through the network. Nothing is on before it was asked for, or after the waiting room was left. Of the event thread.
 */
final class Trying {

    private static final Logger logger = LoggerFactory.getLogger(Trying.class);

    private final Consultation consultation;
    private final Around around;
    private final Errands errands;
    private final Gear gear;
    private final Senses senses;
    private final Map<Kind, Rehearsal.On> on = new EnumMap<>(Kind.class);
    private final Map<Kind, String> faults = new EnumMap<>(Kind.class);

    /** Grows with each switch: what was opened for an older one is closed at once. */
    private final Map<Kind, Integer> turns = new EnumMap<>(Kind.class);

    private boolean here;
    private boolean asked;
    private boolean tones;
    private Trial.Network network = Trial.Network.CHECKING;
    private int looks;

    Trying(Consultation consultation, Around around, Errands errands, Gear gear, Senses senses) {
        this.consultation = consultation;
        this.around = around;
        this.errands = errands;
        this.gear = gear;
        this.senses = senses;
    }

    /** @return false if it is nothing that is tried */
    boolean take(Intent intent) {
        if (intent instanceof Intent.TryDevices) {
            asked = true;
            microphone(gear.hasMicrophone());
            camera(gear.hasCamera());
        } else if (intent instanceof Intent.PlayTone) {
            play();
        } else if (intent instanceof Intent.CheckNetwork) {
            checkNetwork();
        } else {
            return false;
        }
        tell();
        return true;
    }

    /** Each stay in the waiting room begins with a look at the network, and with nothing on. */
    void follow(Place place) {
        boolean now = place == Place.WAITING;
        if (now == here) {
            return;
        }
        here = now;
        close();
        if (now) {
            checkNetwork();
        }
    }

    void camera(boolean wanted) {
        turn(Kind.CAMERA, wanted);
    }

    void microphone(boolean wanted) {
        turn(Kind.MICROPHONE, wanted);
    }

    /** Another device was chosen: what is on goes on with that one. */
    void chosen(Kind kind) {
        if (on.containsKey(kind) || faults.containsKey(kind)) {
            turn(kind, true);
        }
    }

    private void turn(Kind kind, boolean wanted) {
        if (!here || !asked) {
            return;
        }
        int turn = turns.merge(kind, 1, Integer::sum);
        off(kind);
        faults.remove(kind);
        Optional<Rehearsal> rehearsal = around.rehearsal().get();
        if (wanted && rehearsal.isPresent()) {
            Device device = gear.chosen(kind).orElse(null);
            errands.elsewhere(() -> open(rehearsal.get(), kind, device, turn));
        }
        tell();
    }

    private void open(Rehearsal rehearsal, Kind kind, @Nullable Device device, int turn) {
        try {
            Rehearsal.On opened = kind == Kind.CAMERA
                    ? rehearsal.camera(device, senses::picture)
                    : rehearsal.microphone(device, senses::level);
            errands.later(() -> opened(kind, opened, turn));
        } catch (MediaFailed failed) {
            logger.info("Not to be tried: {}", failed.code());
            errands.later(() -> failed(kind, failed.code(), turn));
        }
    }

    private void opened(Kind kind, Rehearsal.On opened, int turn) {
        if (turns.get(kind) == turn) {
            on.put(kind, opened);
            tell();
        } else {
            errands.elsewhere(opened::close);
        }
    }

    private void failed(Kind kind, String code, int turn) {
        if (turns.get(kind) == turn) {
            faults.put(kind, code);
            tell();
        }
    }

    private void off(Kind kind) {
        Rehearsal.On was = on.remove(kind);
        if (was != null) {
            errands.elsewhere(was::close);
        }
    }

    private void play() {
        Optional<Rehearsal> rehearsal = around.rehearsal().get();
        if (rehearsal.isEmpty()) {
            return;
        }
        tones = true;
        faults.remove(Kind.SPEAKER);
        Device device = gear.chosen(Kind.SPEAKER).orElse(null);
        int turn = turns.merge(Kind.SPEAKER, 1, Integer::sum);
        errands.elsewhere(() -> {
            try {
                rehearsal.get().tones(device);
            } catch (MediaFailed failed) {
                errands.later(() -> {
                    tones = false;
                    failed(Kind.SPEAKER, failed.code(), turn);
                });
            }
        });
    }

    private void checkNetwork() {
        network = Trial.Network.CHECKING;
        looks++;
        int look = looks;
        tell();
        network()
                .whenComplete((quality, failed) -> errands.later(() -> {
                    if (look == looks) {
                        network = quality == null ? Trial.Network.BLOCKED : Trial.Network.valueOf(quality.name());
                        tell();
                    }
                }));
    }

    /** By the relays that the call would use. Fails if the server does not say which, or nothing here can try. */
    CompletableFuture<Quality> network() {
        return consultation.relays().thenCompose(answer -> {
            Optional<Rehearsal> rehearsal = around.rehearsal().get();
            if (answer instanceof Result.Done<IceServers> servers && rehearsal.isPresent()) {
                return rehearsal.get().network(servers.value());
            }
            logger.info("The network cannot be tried");
            return CompletableFuture.failedFuture(new IllegalStateException("nothing to try it with"));
        });
    }

    private void tell() {
        errands.local()
                .trial(new Trial(
                        asked, on.containsKey(Kind.CAMERA), on.containsKey(Kind.MICROPHONE), faults, tones, network));
    }

    void close() {
        for (Kind kind : Kind.values()) {
            turns.merge(kind, 1, Integer::sum);
            off(kind);
        }
        faults.clear();
        asked = false;
        tones = false;
        tell();
    }
}
