package org.connectme.agent.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.Probe;
import org.connectme.agent.core.Screen;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Screen, camera, microphone and speaker for the self-check: what is plugged in and can be had. */
@Component
public final class MediaProbe implements Probe {

    private final Media media;

    @Activate
    public MediaProbe(@Reference(policyOption = ReferencePolicyOption.GREEDY) Media media) {
        this.media = media;
    }

    @Override
    public List<Finding> look() {
        List<Device> devices = media.devices();
        boolean sound = SoundServer.isThere();
        List<Finding> found = new ArrayList<>();
        found.add(screen(media.screens(), Screens.isWayland(System.getenv())));
        found.add(devices("camera", Kind.CAMERA, devices, Verdict.LIMITED));
        for (Kind kind : List.of(Kind.MICROPHONE, Kind.SPEAKER)) {
            String topic = kind == Kind.MICROPHONE ? "microphone" : "speaker";
            Finding heard = devices(topic, kind, devices, Verdict.MISSING);
            found.add(
                    !sound
                            ? Finding.of(topic, "no-sound", Verdict.MISSING)
                            : PulseStreams.canChoose() ? heard : withoutChoice(heard));
        }
        return found;
    }

    static Finding screen(List<Screen> screens, boolean wayland) {
        if (screens.isEmpty()) {
            return Finding.of("screen", wayland ? "wayland" : "none", Verdict.MISSING);
        }
        if (wayland) {
            // Which monitors there are, and how large, is told only to who was lent one.
            return Finding.of("screen", "portal", Verdict.GOOD);
        }
        String sizes = screens.stream()
                .filter(screen -> !screen.isWindow())
                .map(screen -> screen.width() + " × " + screen.height())
                .collect(Collectors.joining(", "));
        return new Finding("screen", "there", Verdict.GOOD, Map.of("screens", sizes));
    }

    /** Which of them is used, only the desktop's own settings say. */
    static Finding withoutChoice(Finding devices) {
        return devices.verdict() == Verdict.GOOD
                ? new Finding(devices.topic(), "no-choice", Verdict.LIMITED, devices.values())
                : devices;
    }

    static Finding devices(String topic, Kind kind, List<Device> all, Verdict without) {
        String names = all.stream()
                .filter(device -> device.kind() == kind)
                .map(Device::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Finding.of(topic, "none", without)
                : new Finding(topic, "there", Verdict.GOOD, Map.of("names", names));
    }
}
