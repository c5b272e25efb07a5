package org.connectme.agent.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropFolderTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileHasItsNameOnlyOnceItIsWhole() throws IOException {
        Path folder = home.resolve("Downloads/ConnectMe");
        Sink file = new DropFolder(folder).begin("a.txt");
        file.write(HELLO);
        assertThat(files(folder))
                .singleElement()
                .asString()
                .startsWith(".connectme-")
                .endsWith(".part");

        assertThat(file.keep()).contains(folder.resolve("a.txt"));

        assertThat(files(folder)).containsExactly("a.txt");
        assertThat(folder.resolve("a.txt")).hasContent("hello");
    }

    @Test
    void onlyItsOwnerReadsItAndNobodyExecutesIt() throws IOException {
        Sink file = new DropFolder(home.resolve("in")).begin("run.sh");
        file.write(HELLO);
        Path place = file.keep().orElseThrow();

        assertThat(Files.getPosixFilePermissions(place))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void noFileTakesThePlaceOfAnother() throws IOException {
        Files.writeString(home.resolve("a.txt"), "mine");
        Files.createSymbolicLink(home.resolve("a (2).txt"), home.resolve("elsewhere"));
        DropFolder folder = new DropFolder(home);
        Sink file = folder.begin("a.txt");
        file.write(HELLO);

        assertThat(file.keep()).contains(home.resolve("a (3).txt"));
        assertThat(home.resolve("a.txt")).hasContent("mine");
        assertThat(home.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void nothingStaysOfWhatWasNotKept() throws IOException {
        Sink file = new DropFolder(home).begin("a.txt");
        file.write(HELLO);
        file.discard();
        file.discard();

        assertThat(files(home)).isEmpty();
    }

    @Test
    void aFileThatCannotGetItsNameLeavesNoEmptyOneOfThatName() throws IOException {
        Sink file = new DropFolder(home).begin("a.txt");
        file.write(HELLO);
        for (String unfinished : files(home)) {
            Files.delete(home.resolve(unfinished));
        }

        assertThatThrownBy(file::keep).isInstanceOf(IOException.class);
        assertThat(files(home)).isEmpty();
    }

    @Test
    void whatAnAppThatWasKilledLeftGoesWithTheNextFirstUse() throws IOException {
        new DropFolder(home).begin("a.txt").write(HELLO);
        Files.writeString(home.resolve("own.part"), "the person's own");

        DropFolder next = new DropFolder(home);
        Sink file = next.begin("b.txt");
        file.keep();

        assertThat(files(home)).containsExactly("b.txt", "own.part");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out.txt", "in/out.txt", "..", "/etc/x"})
    void aNameThatIsNoPlainOneIsRefusedHereToo(String name) {
        assertThatThrownBy(() -> new DropFolder(home.resolve("in")).begin(name)).isInstanceOf(IOException.class);
        assertThat(home.resolve("out.txt")).doesNotExist();
    }

    @Test
    void roomIsForWhatIsAnnouncedAndSomeMore() throws IOException {
        DropFolder folder = new DropFolder(home);

        assertThat(folder.hasRoomFor(1)).isTrue();
        assertThat(folder.hasRoomFor(Files.getFileStore(home).getUsableSpace())).isFalse();
    }

    @Test
    void downloadsAreWhereTheSystemSaysTheyAre() throws IOException {
        Path settings = home.resolve("user-dirs.dirs");
        assertThat(Downloads.folder(home, settings)).isEqualTo(home.resolve("Downloads"));

        Files.writeString(settings, "# x\nXDG_DOWNLOAD_DIR=\"$HOME/Téléchargements\"\n");
        assertThat(Downloads.folder(home, settings)).isEqualTo(home.resolve("Téléchargements"));

        Files.writeString(settings, "XDG_DOWNLOAD_DIR=\"/data/in\"\n");
        assertThat(Downloads.folder(home, settings)).isEqualTo(Path.of("/data/in"));
    }
}
