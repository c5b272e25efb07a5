package org.connectme.agent.ui.model;

import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Transfer;

/**
 * What the call's media say now.
 *
 * @param open whether there is a call on this computer
 * @param problems what does not work on this computer, by its code and in words
 * @param shared what the other side sees of the screen
 * @param transfers files and texts that go over, or went lately
 * @param chosen those of the devices that the person wants; of a kind that is not among them, the system's own
 */
public record CallFacts(
        boolean open,
        List<Trouble> problems,
        boolean flowing,
        Sending own,
        Sending other,
        Optional<Screen> shared,
        List<Screen> screens,
        List<Device> devices,
        List<Transfer> transfers,
        List<Device> chosen) {

    /** @param code stable, such as "media.no-camera" */
    public record Trouble(String code, String text) {}

    public static final CallFacts NONE = new CallFacts(
            false,
            List.of(),
            false,
            Sending.NOTHING,
            Sending.NOTHING,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    public CallFacts {
        problems = List.copyOf(problems);
        screens = List.copyOf(screens);
        devices = List.copyOf(devices);
        transfers = List.copyOf(transfers);
        chosen = List.copyOf(chosen);
    }

    Optional<Device> chosen(Device.Kind kind) {
        return chosen.stream().filter(device -> device.kind() == kind).findFirst();
    }

    List<Device> of(Device.Kind kind) {
        return devices.stream().filter(device -> device.kind() == kind).toList();
    }
}
