package org.connectme.agent.ui;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.ui.words.Language;
import org.jspecify.annotations.Nullable;

/** Surroundings that only note what they were asked. */
final class Recorder implements Surroundings {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Map<Device.Kind, String> devices = new ConcurrentHashMap<>();
    volatile boolean hasBrowser = true;

    private volatile @Nullable Long frozen;

    /** The clock stands at this moment from now on. */
    void freeze(long nanos) {
        frozen = nanos;
    }

    @Override
    public long nanos() {
        Long at = frozen;
        return at == null ? System.nanoTime() : at;
    }

    @Override
    public boolean browse(URI address) {
        asked.add("browse " + address);
        return hasBrowser;
    }

    @Override
    public Path download(String name, byte[] content) {
        asked.add("download " + name + " " + content.length);
        return Path.of("Downloads", name);
    }

    @Override
    public void remember(Device device) {
        asked.add("remember " + device.id());
        devices.put(device.kind(), device.id());
    }

    @Override
    public Optional<String> device(Device.Kind kind) {
        return Optional.ofNullable(devices.get(kind));
    }

    @Override
    public void remember(Language language) {
        asked.add("remember " + language.tag());
    }

    @Override
    public void rememberFolder(@Nullable Path folder) {
        asked.add("rememberFolder " + folder);
    }

    @Override
    public boolean copy(String text) {
        asked.add("copy " + text);
        return true;
    }

    @Override
    public List<Finding> look(Path files) {
        return List.of(
                new Finding("system", "is", Verdict.GOOD, Map.of("os", "Linux 6.8", "processor", "amd64")),
                Finding.of("session", "x11", Verdict.GOOD),
                new Finding("disk", "there", Verdict.GOOD, Map.of("folder", files.toString(), "room", "12.5 GB")),
                new Finding("versions", "are", Verdict.GOOD, Map.of("versions", "core 1.0.0, ui 1.0.0, Java 17.0.19")));
    }

    @Override
    public void quit() {
        asked.add("quit");
    }
}
