package org.connectme.agent.launcher.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    private static final long PACKAGED = 100;

    @TempDir
    Path folder;

    private Releases releases;
    private Path core;
    private Path window;

    @BeforeEach
    void install() throws IOException {
        releases = new Releases(folder.resolve("built"));
        core = releases.bundle("core", "1.0.0");
        window = releases.bundle("window", "1.0.0");
    }

    /** As after each start of the app. */
    private Store store() throws IOException {
        return new Store(folder.resolve("updates"), releases.key(), List.of(Part.of(core), Part.of(window)), PACKAGED);
    }

    private String running() throws IOException {
        return String.join(
                ", ",
                store().choose().stream()
                        .map(part -> part.name() + " " + part.version())
                        .toList());
    }

    @Test
    void withoutAReleaseThePackageRuns() throws IOException {
        assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
        assertThat(store().seen()).isEqualTo(PACKAGED);
    }

    @Test
    void aNewReleaseRunsFromTheNextStartOnAndStaysOnceItProvedItself() throws Exception {
        store().stage(releases.release(101, releases.bundle("core", "1.0.1"), window), releases);
        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.0");

        Store store = store();
        store.begin();
        store.promote();

        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.0");
        assertThat(store().next()).isEmpty();
    }

    @Test
    void anOlderReleaseOrTheSameAgainIsRefusedAlsoAfterTheNewerOneFailed() throws Exception {
        byte[] older = releases.release(101, releases.bundle("core", "1.0.1"));
        byte[] newer = releases.release(102, releases.bundle("core", "1.0.2"));
        store().stage(newer, releases);
        assertThatThrownBy(() -> store().stage(older, releases)).isInstanceOf(Refused.class);

        store().drop();

        assertThatThrownBy(() -> store().stage(older, releases)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> store().stage(newer, releases)).isInstanceOf(Refused.class);
        assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
    }

    @Test
    void aReleaseFromBeforeThePackageWasMadeIsRefused() throws Exception {
        byte[] old = releases.release(PACKAGED, releases.bundle("core", "1.0.1"));

        assertThatThrownBy(() -> store().stage(old, releases)).isInstanceOf(Refused.class);
    }

    @Test
    void aBundleIsNeverTakenBackToAnOlderVersion() throws Exception {
        byte[] back = releases.release(101, releases.bundle("core", "0.9.9"));

        assertThatThrownBy(() -> store().stage(back, releases)).isInstanceOf(Refused.class);
    }

    @Test
    void aReleaseThatNeedsANewerLauncherIsRefused() throws Exception {
        byte[] signed = releases.sign(
                new AppSet(101, AppSet.LAUNCHER + 1, List.of(releases.entry(releases.bundle("core", "1.0.1")))));

        assertThatThrownBy(() -> store().stage(signed, releases))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("newer package");
    }

    @Test
    void aBundleThatIsAnotherOneOrCutOrLongerThanSignedChangesNothing() throws Exception {
        Path next = releases.bundle("core", "1.0.1");
        byte[] signed = releases.release(101, next);
        AppSet.Entry entry = releases.entry(next);
        byte[] right = Files.readAllBytes(next);
        byte[] other = right.clone();
        other[other.length / 2] ^= 1;
        for (byte[] wrong : List.of(
                other, new byte[0], java.util.Arrays.copyOf(right, right.length - 1), new byte[right.length + 1])) {
            releases.serves(entry, wrong);
            assertThatThrownBy(() -> store().stage(signed, releases)).isInstanceOf(Refused.class);
        }

        assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
        assertThat(store().seen()).isEqualTo(PACKAGED);
        assertThat(kept()).isEmpty();
        releases.serves(entry, right);
        store().stage(signed, releases);
        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.0");
    }

    /** As many bytes as somebody likes to send: what was signed and one buffer are all that is taken. */
    @Test
    void anEndlessBundleIsCutOff() throws Exception {
        byte[] signed = releases.release(101, releases.bundle("core", "1.0.1"));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return length;
            }
        };

        assertThatThrownBy(() -> store().stage(signed, entry -> endless)).isInstanceOf(Refused.class);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aBundleThatSaysThatItIsAnotherOneIsRefused() throws Exception {
        Path evil = releases.bundle("window", "1.0.1");
        AppSet.Entry said = releases.entry(evil);
        byte[] signed = releases.sign(
                new AppSet(101, 1, List.of(Releases.entry("core", "1.0.1", said.sha256(), said.bytes()))));

        assertThatThrownBy(() -> store().stage(signed, releases)).isInstanceOf(Refused.class);
        assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
    }

    /** The disk is full, the network breaks: at whatever byte. */
    @Test
    void whatBreaksOffAtAnyMomentLeavesTheOldOneWhole() throws Exception {
        Path nextCore = releases.bundle("core", "1.0.1");
        Path nextWindow = releases.bundle("window", "1.0.1");
        byte[] signed = releases.release(101, nextCore, nextWindow);
        for (int bytes = 0; bytes < Files.size(nextWindow); bytes += 7) {
            int until = bytes;
            assertThatThrownBy(() -> store().stage(
                                    signed,
                                    entry -> entry.name().equals("core")
                                            ? releases.open(entry)
                                            : breaking(Files.readAllBytes(nextWindow), until)))
                    .isInstanceOf(IOException.class);
            Store store = store();
            store.begin();
            assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
        }
        store().stage(signed, releases);
        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.1");
    }

    /** A kill -9 leaves what was written until then: any of these files, whole or not at all, and halves of downloads. */
    @Test
    void whateverAKillLeavesTheAppStartsWithTheOldOrTheNewOne() throws Exception {
        store().stage(releases.release(101, releases.bundle("core", "1.0.1")), releases);
        Path updates = folder.resolve("updates");
        byte[] next = Files.readAllBytes(updates.resolve("next"));
        for (int length = 0; length < next.length; length++) {
            Files.write(updates.resolve("next.new"), java.util.Arrays.copyOf(next, length));
            Files.write(updates.resolve("next"), java.util.Arrays.copyOf(next, length));
            assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
        }
        Files.write(updates.resolve("next"), next);
        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.0");
        for (String garbage : List.of("seen", "bad", "tries", "good")) {
            Files.write(updates.resolve(garbage), new byte[] {0, -1, 'x'});
        }
        Files.write(updates.resolve("bundles").resolve("half.part"), new byte[10]);
        Store store = store();
        store.begin();
        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.0");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void aKeptBundleThatWasChangedIsNotUsed() throws Exception {
        store().stage(releases.release(101, releases.bundle("core", "1.0.1")), releases);
        Path kept = folder.resolve("updates").resolve("bundles").resolve(kept().get(0));
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length - 30] ^= 1;
        Files.write(kept, bytes);

        assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
    }

    @Test
    void aReleaseThatEndsTheAppTwiceIsGivenUp() throws Exception {
        store().stage(releases.release(101, releases.bundle("core", "1.0.1")), releases);
        store().begin();
        store().begin();
        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.0");

        store().begin();

        assertThat(running()).isEqualTo("core 1.0.0, window 1.0.0");
        assertThat(store().seen()).isEqualTo(101);
    }

    @Test
    void aBundleThatFailedIsLeftOutAndTheOneBeforeRuns() throws Exception {
        Path good = releases.bundle("core", "1.0.1");
        store().stage(releases.release(101, good), releases);
        store().promote();
        Path bad = releases.bundle("core", "1.0.2");
        store().stage(releases.release(102, bad, releases.bundle("window", "1.0.2")), releases);

        store().failed(Part.of(bad));

        assertThat(running()).isEqualTo("core 1.0.1, window 1.0.2");
        assertThat(store().before("core").orElseThrow().version()).hasToString("1.0.1");
        store().stage(releases.release(103, bad), releases);
        assertThat(running()).startsWith("core 1.0.1");
    }

    @Test
    void aPackageThatWasInstalledSinceIsNewer() throws Exception {
        store().stage(releases.release(101, releases.bundle("core", "1.0.1")), releases);
        Store newer = new Store(
                folder.resolve("updates"), releases.key(), List.of(Part.of(releases.bundle("core", "1.0.5"))), 200);
        newer.begin();

        assertThat(newer.choose())
                .singleElement()
                .satisfies(part -> assertThat(part.version()).hasToString("1.0.5"));
        assertThat(kept()).isEmpty();
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("updates").resolve("bundles"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static InputStream breaking(byte[] bytes, int until) {
        return new java.io.SequenceInputStream(new ByteArrayInputStream(bytes, 0, until), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("it broke off");
            }
        });
    }
}
