package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScreenCodecTest {

    private static final String VIDEO = """
        a=rtpmap:96 VP8/90000\r
        a=rtpmap:97 rtx/90000\r
        a=rtpmap:45 AV1/90000\r
        a=fmtp:45 level-idx=5;profile=0;tier=0\r
        """;

    private static final String OFFER = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n"
            + "m=video 9 UDP/TLS/RTP/SAVPF 96 97 45\r\n" + VIDEO
            + "m=video 9 UDP/TLS/RTP/SAVPF 96 97 45\r\n" + VIDEO
            + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n";

    @Test
    void av1IsPutFirstInTheScreensLineAndNowhereElse() {
        String preferred = ScreenCodec.preferred(OFFER, 2);

        assertThat(preferred.lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                        "m=video 9 UDP/TLS/RTP/SAVPF 96 97 45",
                        "m=video 9 UDP/TLS/RTP/SAVPF 45 96 97",
                        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel");
        assertThat(preferred.lines().filter(line -> line.startsWith("a=fmtp:")))
                .containsExactly(
                        "a=fmtp:45 level-idx=5;profile=0;tier=0",
                        "a=fmtp:45 level-idx=5;profile=0;tier=0;x-google-start-bitrate=2000");
    }

    @Test
    void whatHasNoSuchLineOrNoAv1StaysAsItIs() {
        assertThat(ScreenCodec.preferred(OFFER, 4)).isEqualTo(OFFER);
        assertThat(ScreenCodec.preferred(OFFER, 3)).isEqualTo(OFFER);
        assertThat(ScreenCodec.preferred(OFFER, 0)).isEqualTo(OFFER);
        assertThat(ScreenCodec.preferred("", 2)).isEmpty();
        String without = OFFER.replace("AV1", "H264");
        assertThat(ScreenCodec.preferred(without, 2)).isEqualTo(without);
    }

    @Test
    void aCodecThatTheLineDoesNotOfferIsNotAddedToIt() {
        String odd = OFFER.replace("SAVPF 96 97 45", "SAVPF 96 97");

        assertThat(ScreenCodec.preferred(odd, 2)).isEqualTo(odd);
    }
}
