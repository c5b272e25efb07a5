package org.connectme.agent.launcher.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppSetTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private Releases releases;
    private AppSet set;

    @BeforeEach
    void release() throws Exception {
        releases = new Releases(folder);
        set = new AppSet(7, 1, List.of(Releases.entry("org.connectme.agent.core", "1.0.1.SNAPSHOT", HASH, 12)));
    }

    @Test
    void whatThePublisherSignedIsReadAsItWas() throws Exception {
        assertThat(AppSet.read(releases.sign(set), releases.key())).isEqualTo(set);
    }

    @Test
    void whatAnybodyElseSignedIsRefused() throws Exception {
        byte[] forged = new Releases(folder.resolve("other")).sign(set);

        assertThatThrownBy(() -> AppSet.read(forged, releases.key())).isInstanceOf(Refused.class);
    }

    @Test
    void noByteOfItCanBeChanged() throws Exception {
        byte[] signed = releases.sign(set);
        for (int i = 0; i < signed.length; i++) {
            byte[] changed = signed.clone();
            changed[i] ^= 1;
            int at = i;
            assertThatThrownBy(() -> AppSet.read(changed, releases.key()))
                    .as("byte " + at)
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void noPartOfItIsASet() throws Exception {
        String signed = new String(releases.sign(set), StandardCharsets.US_ASCII);
        for (int i = 0; i < signed.length(); i++) {
            byte[] part = signed.substring(0, i).getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> AppSet.read(part, releases.key())).isInstanceOf(Refused.class);
        }
    }

    @Test
    void nothingLongerThanASetIsLookedAt() {
        assertThatThrownBy(() -> AppSet.read(new byte[AppSet.LONGEST + 1], releases.key()))
                .isInstanceOf(Refused.class);
    }

    /** Even the publisher cannot name a file, or more than a disk holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../evil 1.0.0 HASH 1",
                "/etc/passwd 1.0.0 HASH 1",
                "a\\b 1.0.0 HASH 1",
                ".hidden 1.0.0 HASH 1",
                "a 1.0 HASH 1",
                "a 1.0.0 HASH 0",
                "a 1.0.0 HASH -1",
                "a 1.0.0 HASH 9999999999",
                "a 1.0.0 ../HASH 1",
                "a 1.0.0 HASH",
                ""
            })
    void aSignedLineThatMakesNoSenseIsRefused(String line) throws Exception {
        byte[] signed = sign("connectme-app/1\nserial 7\nlauncher 1\nbundle " + line.replace("HASH", HASH) + "\n");

        assertThatThrownBy(() -> AppSet.read(signed, releases.key())).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectme-app/2", "connectme-permit/1"})
    void aStatementOfAnotherKindIsRefused(String kind) throws Exception {
        byte[] signed = sign(kind + "\nserial 7\nlauncher 1\nbundle a 1.0.0 " + HASH + " 1\n");

        assertThatThrownBy(() -> AppSet.read(signed, releases.key())).isInstanceOf(Refused.class);
    }

    @Test
    void theSameBundleTwiceIsRefused() throws Exception {
        AppSet.Entry entry = set.bundles().get(0);
        byte[] signed = releases.sign(new AppSet(7, 1, List.of(entry, entry)));

        assertThatThrownBy(() -> AppSet.read(signed, releases.key())).isInstanceOf(Refused.class);
    }

    private byte[] sign(String statement) throws Exception {
        return releases.signText(statement);
    }
}
