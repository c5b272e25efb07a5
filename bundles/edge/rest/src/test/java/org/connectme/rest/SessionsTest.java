package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {

    private static final String PATH = "/api/consultant/";
    private static final String SIGN_IN = "{\"email\":\"ana@example.org\",\"password\":\"correct horse\"}";
    private static final String A_MONTH = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000";
    private static final String A_YEAR = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000";

    private final Edge edge = new Edge();

    @Test
    void signingInSetsTheSessionsCookieAndTheDevices() {
        Response response = edge.post(PATH + "sign-in").send(SIGN_IN);

        assertThat(response.status()).isEqualTo(200);
        assertThat(Edge.cookies(response))
                .containsExactly("connectme-consultant=ana" + A_MONTH, "connectme-device=anas-laptop" + A_YEAR);
        assertThat(edge.accounts.devices).containsExactly(Optional.empty());
    }

    @Test
    void theDeviceShowsAtTheNextSignInThatItWasThereBefore() {
        edge.post(PATH + "sign-in").with("connectme-device", "anas-laptop").send(SIGN_IN);

        assertThat(edge.accounts.devices).containsExactly(Optional.of("anas-laptop"));
    }

    /** Whoever has one address of an IPv6 network has 2^64 of them. */
    @Test
    void failuresAndGuessesAreCountedByNetwork() {
        for (String address : new String[] {"2001:db8:1:2::7", "2001:db8:1:2:99::1"}) {
            edge.post(PATH + "sign-in").from(address).send(SIGN_IN);
            edge.post(PATH + "password-reset").from(address).send("{\"email\":\"ana@example.org\"}");
            edge.post("/api/customer/exchange").from(address).send("{\"secret\":\"123456789\"}");
        }
        assertThat(edge.accounts.addresses).hasSize(4);
        assertThat(edge.accounts.addresses.stream().distinct()).hasSize(1);
        assertThat(edge.exchangedFrom).hasSize(2);
        assertThat(edge.exchangedFrom.stream().distinct()).hasSize(1);

        edge.post("/api/customer/exchange").from("2001:db8:1:3::7").send("{\"secret\":\"123456789\"}");
        assertThat(edge.exchangedFrom.stream().distinct()).hasSize(2);
    }

    /** The session slides for as long as the console is used; a cookie that did not would end it in mid-call. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"GET|me|", "POST|availability|{\"availability\":\"BREAK\"}"})
    void theCookieIsRenewedAsTheSessionSlides(String method, String call, String body) {
        Edge.Call request = method.equals("GET") ? edge.get(PATH + call) : edge.post(PATH + call);

        Response response = request.with("connectme-consultant", "ana").send(body == null ? "" : body);

        assertThat(Edge.cookies(response)).containsExactly("connectme-consultant=ana" + A_MONTH);
    }

    @Test
    void whoIsNotSignedInAndWhoseAccountIsGoneAreAnsweredAlikeAndGetNoCookie() {
        Response stranger =
                edge.get(PATH + "me").with("connectme-consultant", "forged").send("");
        edge.accounts.isGone = true;
        Response gone =
                edge.get(PATH + "me").with("connectme-consultant", "ana").send("");

        assertThat(Edge.text(stranger)).contains("session.missing").isEqualTo(Edge.text(gone));
        assertThat(stranger.status()).isEqualTo(401).isEqualTo(gone.status());
        assertThat(Edge.cookies(stranger)).isEmpty();
        assertThat(Edge.cookies(gone)).isEmpty();
    }
}
