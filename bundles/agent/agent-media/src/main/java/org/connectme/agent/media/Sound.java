package org.connectme.agent.media;

import dev.onvoid.webrtc.media.audio.AudioDevice;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioDeviceModuleBase;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.MediaFailed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Microphones and loudspeakers. On the native part's thread only. */
final class Sound implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Sound.class);

    private final AudioDeviceModuleBase module;
    private final boolean working;
    private final PulseStreams streams = new PulseStreams();

    private Sound(AudioDeviceModuleBase module, boolean working) {
        this.module = module;
        this.working = working;
    }

    /** Without a sound system there are no devices, and the other side is not heard; the rest of a call works. */
    static Sound open() throws MediaFailed {
        if (!SoundServer.isThere()) {
            logger.warn("No sound system answers: there will be no voice until the app is started again");
            return new Sound(Native.ask("media.no-native", HeadlessAudioDeviceModule::new), false);
        }
        return new Sound(Native.ask("media.no-sound-system", () -> new AudioDeviceModule()), true);
    }

    AudioDeviceModuleBase module() {
        return module;
    }

    /** @throws MediaFailed when there is nothing to speak into */
    void requireMicrophone() throws MediaFailed {
        if (!working) {
            throw new MediaFailed("media.no-sound-system", "no sound system answers");
        }
        if (module.getRecordingDevices().isEmpty()) {
            throw new MediaFailed("media.no-microphone", "none is plugged in");
        }
    }

    /** @param id null, or of one that is gone, takes whichever the system prefers */
    AudioDevice microphone(@Nullable String id) throws MediaFailed {
        requireMicrophone();
        return chosen(Kind.MICROPHONE, module.getRecordingDevices(), id);
    }

    /** @param id null, or of one that is gone, takes whichever the system prefers */
    AudioDevice speaker(@Nullable String id) throws MediaFailed {
        if (!working) {
            throw new MediaFailed("media.no-sound-system", "no sound system answers");
        }
        List<AudioDevice> all = module.getPlayoutDevices();
        if (all.isEmpty()) {
            throw new MediaFailed("media.no-speaker", "none is plugged in");
        }
        return chosen(Kind.SPEAKER, all, id);
    }

    private AudioDevice chosen(Kind kind, List<AudioDevice> all, @Nullable String id) {
        AudioDevice found = id == null ? null : named(all).get(id);
        if (found == null) {
            return all.get(0);
        }
        put(new Device(kind, id, found.getName()));
        return found;
    }

    List<Device> list() {
        if (!working) {
            return List.of();
        }
        List<Device> devices = new ArrayList<>();
        named(module.getRecordingDevices())
                .forEach((id, device) -> devices.add(new Device(Kind.MICROPHONE, id, device.getName())));
        named(module.getPlayoutDevices())
                .forEach((id, device) -> devices.add(new Device(Kind.SPEAKER, id, device.getName())));
        return devices;
    }

    /** @param inUse whether it is in use now; else it will be taken when it is next needed */
    void use(Device device, boolean inUse) throws MediaFailed {
        put(device);
        switch (device.kind()) {
            case MICROPHONE -> {
                AudioDevice chosen = find("media.no-microphone", module.getRecordingDevices(), device.id());
                Native.make("media.no-microphone", () -> {
                    module.stopRecording();
                    module.setRecordingDevice(chosen);
                    if (inUse) {
                        module.initRecording();
                        module.startRecording();
                    }
                });
            }
            case SPEAKER -> {
                AudioDevice chosen = find("media.no-speaker", module.getPlayoutDevices(), device.id());
                Native.make("media.no-speaker", () -> {
                    module.stopPlayout();
                    module.setPlayoutDevice(chosen);
                    if (inUse) {
                        module.initPlayout();
                        module.startPlayout();
                    }
                });
            }
            case CAMERA -> throw new IllegalArgumentException("a camera makes no sound");
        }
    }

    /** Where the native part's own choice has no effect. */
    private void put(Device device) {
        if (working && SoundServer.isPulse()) {
            streams.choose(device);
        }
    }

    @Override
    public void close() {
        streams.close();
        module.dispose();
    }

    private AudioDevice find(String code, List<AudioDevice> all, String id) throws MediaFailed {
        AudioDevice device = working ? named(all).get(id) : null;
        if (device == null) {
            throw new MediaFailed(code, "it is not plugged in");
        }
        return device;
    }

    /** By what tells them apart: on some systems only the name does, and two may have the same. */
    private static Map<String, AudioDevice> named(List<AudioDevice> all) {
        Map<String, AudioDevice> named = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (AudioDevice device : all) {
            String name = device.getDescriptor() == null ? device.getName() : device.getDescriptor();
            int number = seen.merge(name, 1, Integer::sum);
            named.put(number == 1 ? name : name + " #" + number, device);
        }
        return named;
    }
}
