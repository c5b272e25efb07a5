package org.connectme.agent.ui;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.MediaCall;
import org.jspecify.annotations.Nullable;

/**
 * Which microphone, camera and speaker the person wants, and whether they are on: the same in the next call, and which
 * they are also after the next start. Of the event thread.
 */
final class Gear {

    private final Surroundings surroundings;
    private final Executor worker;
    private final Map<Device.Kind, String> chosen = new EnumMap<>(Device.Kind.class);
    private List<Device> devices = List.of();
    private boolean microphone = true;
    private boolean camera = true;
    private boolean stays;
    private @Nullable MediaCall call;

    Gear(Surroundings surroundings, Executor worker) {
        this.surroundings = surroundings;
        this.worker = worker;
        for (Device.Kind kind : Device.Kind.values()) {
            surroundings.device(kind).ifPresent(id -> chosen.put(kind, id));
        }
    }

    boolean hasMicrophone() {
        return microphone;
    }

    boolean hasCamera() {
        return camera;
    }

    /** As the version before left it; an open call has its devices already, and stays as it is. */
    void resume(boolean microphoneOn, boolean cameraOn, @Nullable MediaCall open) {
        microphone = microphoneOn;
        camera = cameraOn;
        call = open;
        stays = open != null;
    }

    /** What is plugged in now. One that was chosen and was not there is taken once it is. */
    void devices(List<Device> now) {
        List<Device> before = devices;
        devices = List.copyOf(now);
        if (!stays) {
            devices.stream().filter(device -> !before.contains(device)).forEach(this::takeIfChosen);
        }
        stays = false;
    }

    void call(@Nullable MediaCall now) {
        call = now;
        devices.forEach(this::takeIfChosen);
        set();
    }

    /** As they were wanted before: after a call was opened or opened again. */
    void set() {
        if (call != null) {
            call.microphone(microphone);
            call.camera(camera);
        }
    }

    void microphone(boolean on) {
        microphone = on;
        if (call != null) {
            call.microphone(on);
        }
    }

    void camera(boolean on) {
        camera = on;
        if (call != null) {
            call.camera(on);
        }
    }

    void use(Device device) {
        chosen.put(device.kind(), device.id());
        worker.execute(() -> surroundings.remember(device));
        takeIfChosen(device);
    }

    private void takeIfChosen(Device device) {
        if (call == null || !device.id().equals(chosen.get(device.kind()))) {
            return;
        }
        call.use(device);
        if (device.kind() == Device.Kind.CAMERA) {
            // Another camera is turned on at once; one that is not wanted stays off.
            call.camera(camera);
        }
    }

    /** The one that was chosen, if it is there. */
    Optional<Device> chosen(Device.Kind kind) {
        return chosen().stream().filter(device -> device.kind() == kind).findFirst();
    }

    /** The devices that were chosen, as far as they are there. */
    List<Device> chosen() {
        return devices.stream()
                .filter(device -> device.id().equals(chosen.get(device.kind())))
                .toList();
    }
}
