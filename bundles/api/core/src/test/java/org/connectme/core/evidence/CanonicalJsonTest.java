package org.connectme.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void membersAreSortedByTheirUtf16UnitsAndNothingIsBetweenThem() {
        Map<String, Object> members = new HashMap<>();
        for (String name : List.of("\u20ac", "\r", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            members.put(name, 1);
        }
        // The order of RFC 8785, section 3.2.3.
        assertThat(CanonicalJson.write(members))
                .isEqualTo("{\"\\r\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\ud83d\ude00\":1}");
    }

    @Test
    void onlyWhatMustBeEscapedIs() {
        assertThat(CanonicalJson.write("€$\u000f\nA'B\"\\\"/\u007f\u2028"))
                .isEqualTo("\"€$\\u000f\\nA'B\\\"\\\\\\\"/\u007f\u2028\"");
    }

    @Test
    void everyKindOfValueIsWritten() {
        assertThat(CanonicalJson.write(Arrays.asList(1, -2L, true, null, "x", List.of(), Map.of())))
                .isEqualTo("[1,-2,true,null,\"x\",[],{}]");
    }

    @Test
    void whatJsonCannotCarryExactlyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(1L << 53));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(0.5));
    }
}
