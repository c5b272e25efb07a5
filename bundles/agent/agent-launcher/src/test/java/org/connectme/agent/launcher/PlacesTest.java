package org.connectme.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {

    private static final Path USER = Path.of("/people/ada");

    @Test
    void eachSystemHasItsOwnPlace() {
        assertThat(Places.home(Map.of(), "Linux", USER)).isEqualTo(USER.resolve(".local/state/connectme-customer"));
        assertThat(Places.home(Map.of("XDG_STATE_HOME", "/state"), "Linux", USER))
                .isEqualTo(Path.of("/state/connectme-customer"));
        assertThat(Places.home(Map.of(), "Mac OS X", USER))
                .isEqualTo(USER.resolve("Library/Application Support/ConnectMe"));
        assertThat(Places.home(Map.of("LOCALAPPDATA", "/local"), "Windows 11", USER))
                .isEqualTo(Path.of("/local/ConnectMe"));
        assertThat(Places.home(Map.of(), "Windows 11", USER)).isEqualTo(USER.resolve("AppData/Local/ConnectMe"));
    }

    @Test
    void aPlaceThatIsNoWholePathIsNotTaken() {
        assertThat(Places.home(Map.of("XDG_STATE_HOME", "state"), "Linux", USER))
                .isEqualTo(USER.resolve(".local/state/connectme-customer"));
    }

    @Test
    void theFolderIsItsOwnersAlone(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("a/b");

        Places.make(home);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }
}
