package org.connectme.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2::1, [2001:DB8:1:2::9]",
        "::ffff:192.0.2.1, 192.0.2.1",
        "192.0.2.1, 192.0.2.1"
    })
    void oneCustomersAddressesCountAsOne(String one, String other) {
        assertThat(from(one).network()).isEqualTo(from(other).network());
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "192.0.2.1, 192.0.2.2", "::ffff:192.0.2.1, ::ffff:192.0.2.2"})
    void twoCustomersAddressesCountApart(String one, String other) {
        assertThat(from(one).network()).isNotEqualTo(from(other).network());
    }

    @ParameterizedTest
    @ValueSource(strings = {"face.example", "", "localhost", "1.2.3", "fe80::1%eth0", "a:b:c.example"})
    void whatIsNoAddressInFiguresIsAskedOfNobodyAndCountsAsItself(String text) {
        assertThat(IpAddress.bytes(text)).isEmpty();
        assertThat(IpAddress.network(text)).isEqualTo(text);
    }

    @Test
    void ipv4MappedIntoIpv6IsIpv4() {
        assertThat(IpAddress.bytes("::ffff:192.0.2.1").orElseThrow()).hasSize(4);
    }

    private static Request from(String address) {
        return new Request("GET", "/", Map.of(), Map.of("x", List.of()), Map.of(), new byte[0], address, false);
    }
}
