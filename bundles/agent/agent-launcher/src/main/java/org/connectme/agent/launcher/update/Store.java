package org.connectme.agent.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was had from the server, in the folder {@code updates} of the person's own: bundles under their hashes, the set
 * that proved itself ({@code good}), the one that has yet to ({@code next}), hashes of bundles that failed ({@code bad})
 * and the highest serial ever taken ({@code seen}). A set is written last, under its name by one rename, so that a crash
 * at any moment leaves the old or the new one whole. Everything is checked again when it is read. Confined to one thread
 * at a time.
 */
final class Store {

    private static final Logger logger = LoggerFactory.getLogger(Store.class);
    private static final int MOST_TRIES = 2;
    private static final int MOST_BAD = 1_000;

    private final Path folder;
    private final PublicKey publisher;
    private final List<Part> packaged;
    private final long packagedSerial;

    /** Gives the bytes of one bundle. */
    interface Source {
        InputStream open(AppSet.Entry entry) throws IOException;
    }

    /**
     * @param packaged the bundles that the app was installed with
     * @param packagedSerial an older set than this belongs to an older package
     */
    Store(Path folder, PublicKey publisher, List<Part> packaged, long packagedSerial) throws IOException {
        this.folder = folder;
        this.publisher = publisher;
        this.packaged = List.copyOf(packaged);
        this.packagedSerial = packagedSerial;
        Files.createDirectories(bundles());
    }

    /** The highest serial that was taken in, whatever became of it. */
    long seen() {
        long highest = packagedSerial;
        for (AppSet set : sets()) {
            highest = Math.max(highest, set.serial());
        }
        try {
            return Math.max(highest, Long.parseLong(text("seen").strip()));
        } catch (IOException | NumberFormatException e) {
            return highest;
        }
    }

    Optional<AppSet> next() {
        return set("next");
    }

    /** @throws Refused if the publisher did not sign it */
    AppSet read(byte[] signed) throws Refused {
        return AppSet.read(signed, publisher);
    }

    /** Whether it came from the server, and not with the package. */
    boolean isKept(Part part) {
        return part.jar().startsWith(bundles());
    }

    /** Called when the app starts with the next set: one that twice did not get as far as proving itself is given up. */
    void begin() throws IOException {
        if (next().isEmpty()) {
            Files.deleteIfExists(file("next"));
            Files.deleteIfExists(file("tries"));
        } else {
            int tries = tries();
            if (tries >= MOST_TRIES) {
                logger.error("The app ended twice while it tried its newest version, and stays with the one before");
                drop();
            } else {
                write("tries", Integer.toString(tries + 1).getBytes(StandardCharsets.US_ASCII));
            }
        }
        sweep();
    }

    /** The bundles to run: the newest that are whole and did not fail, and the package's where there are none. */
    List<Part> choose() {
        Map<String, Part> chosen = new LinkedHashMap<>();
        packaged.forEach(part -> chosen.put(part.name(), part));
        for (AppSet set : sets()) {
            for (AppSet.Entry entry : set.bundles()) {
                Part part = whole(entry).orElse(null);
                Part before = chosen.get(entry.name());
                if (part != null && (before == null || part.version().compareTo(before.version()) >= 0)) {
                    chosen.put(entry.name(), part);
                }
            }
        }
        return List.copyOf(chosen.values());
    }

    /** What ran before this one: of the set that proved itself, or the package's. */
    Optional<Part> before(String name) {
        Optional<Part> good = set("good")
                .flatMap(set -> set.bundles().stream()
                        .filter(entry -> entry.name().equals(name))
                        .findFirst()
                        .flatMap(this::whole));
        return good.isPresent()
                ? good
                : packaged.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /**
     * Takes a set in as the next one, with all of its bundles.
     *
     * @throws Refused if it is not newer than everything that was taken before, needs another launcher, or takes a bundle
     *     back to an older version
     * @throws IOException if a bundle cannot be had or kept; nothing changed then
     */
    AppSet stage(byte[] signed, Source source) throws Refused, IOException {
        AppSet set = AppSet.read(signed, publisher);
        if (set.serial() <= seen()) {
            throw new Refused("a set that is not newer: " + set.serial());
        }
        if (set.launcher() > AppSet.LAUNCHER) {
            throw new Refused("a set that needs a newer package of the app");
        }
        Map<String, Part> running = new HashMap<>();
        choose().forEach(part -> running.put(part.name(), part));
        Set<String> bad = bad();
        for (AppSet.Entry entry : set.bundles()) {
            Part now = running.get(entry.name());
            if (now != null && entry.version().compareTo(now.version()) < 0) {
                throw new Refused("an older " + entry.name() + " than the one that runs");
            }
            if (bad.contains(entry.sha256())) {
                logger.warn("{} {} failed here before and is left out", entry.name(), entry.version());
            } else if (whole(entry).isEmpty() && !isPackaged(entry)) {
                fetch(entry, source);
            }
        }
        Files.deleteIfExists(file("tries"));
        write("next", signed);
        write("seen", Long.toString(set.serial()).getBytes(StandardCharsets.US_ASCII));
        return set;
    }

    /** The next set proved itself. */
    void promote() throws IOException {
        Files.move(file("next"), file("good"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(file("tries"));
        sweep();
    }

    /** The next set is given up; its serial stays refused. */
    void drop() throws IOException {
        write("seen", Long.toString(seen()).getBytes(StandardCharsets.US_ASCII));
        Files.deleteIfExists(file("next"));
        Files.deleteIfExists(file("tries"));
    }

    /** It did not start here, and is never tried again. */
    void failed(Part part) throws IOException {
        List<String> lines = new ArrayList<>(bad());
        lines.add(Part.sha256(part.jar()));
        List<String> kept = lines.subList(Math.max(0, lines.size() - MOST_BAD), lines.size());
        write("bad", String.join("\n", kept).getBytes(StandardCharsets.US_ASCII));
    }

    private Set<String> bad() {
        try {
            return new HashSet<>(text("bad").lines().toList());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private int tries() {
        try {
            return Integer.parseInt(text("tries").strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** The older one first. */
    private List<AppSet> sets() {
        return Stream.of("good", "next").flatMap(name -> set(name).stream()).toList();
    }

    private Optional<AppSet> set(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            AppSet set = AppSet.read(in.readNBytes(AppSet.LONGEST + 1), publisher);
            // A package that was installed since is newer.
            return Optional.of(set)
                    .filter(each -> each.serial() > packagedSerial && each.launcher() <= AppSet.LAUNCHER);
        } catch (IOException | Refused e) {
            logger.warn("What was kept as {} is not used: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    /** The bundle if it is here, the very one, and did not fail before. */
    private Optional<Part> whole(AppSet.Entry entry) {
        Path jar = jar(entry);
        try {
            if (bad().contains(entry.sha256())
                    || !Files.isRegularFile(jar)
                    || Files.size(jar) != entry.bytes()
                    || !Part.sha256(jar).equals(entry.sha256())) {
                return Optional.empty();
            }
            Part part = Part.of(jar);
            return part.name().equals(entry.name()) && part.version().equals(entry.version())
                    ? Optional.of(part)
                    : Optional.empty();
        } catch (IOException e) {
            logger.warn("{} that was kept cannot be read: {}", entry.name(), e.toString());
            return Optional.empty();
        }
    }

    private boolean isPackaged(AppSet.Entry entry) throws IOException {
        for (Part part : packaged) {
            if (part.name().equals(entry.name()) && Part.sha256(part.jar()).equals(entry.sha256())) {
                return true;
            }
        }
        return false;
    }

    private void fetch(AppSet.Entry entry, Source source) throws IOException, Refused {
        Path part = file("bundles").resolve(entry.sha256() + ".part");
        try {
            MessageDigest digest = Part.digest();
            try (InputStream in = source.open(entry);
                    FileChannel out = FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                byte[] buffer = new byte[1 << 16];
                long left = entry.bytes();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    left -= read;
                    if (left < 0) {
                        throw new Refused("more of " + entry.name() + " than was signed");
                    }
                    digest.update(buffer, 0, read);
                    writeAll(out, ByteBuffer.wrap(buffer, 0, read));
                }
                out.force(true);
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
                throw new Refused("another " + entry.name() + " than was signed");
            }
            Files.move(part, jar(entry), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        if (whole(entry).isEmpty()) {
            Files.deleteIfExists(jar(entry));
            throw new Refused(entry.name() + " says of itself that it is something else");
        }
    }

    /** Nobody needs what no set names. */
    private void sweep() throws IOException {
        Set<String> needed = new HashSet<>();
        sets().forEach(set -> set.bundles().forEach(entry -> needed.add(entry.sha256() + ".jar")));
        try (Stream<Path> files = Files.list(bundles())) {
            for (Path file : files.toList()) {
                if (!needed.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private String text(String name) throws IOException {
        try (InputStream in = Files.newInputStream(file(name))) {
            return new String(in.readNBytes(AppSet.LONGEST * 2), StandardCharsets.US_ASCII);
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path beside = file(name + ".new");
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(out, ByteBuffer.wrap(bytes));
            out.force(true);
        }
        Files.move(beside, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private Path jar(AppSet.Entry entry) {
        return bundles().resolve(entry.sha256() + ".jar");
    }

    private Path bundles() {
        return file("bundles");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
