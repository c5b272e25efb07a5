package org.connectme.agent.control.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.connectme.agent.control.dbus.Struct;
import org.connectme.agent.control.dbus.Variant;
import org.connectme.agent.control.wayland.Pods.Format;
import org.connectme.agent.control.wayland.Pods.Pixels;
import org.connectme.agent.control.x11.TypedLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of Wayland's portal and of PipeWire, and what hostile ones do. */
class TablesTest {

    @ParameterizedTest
    @CsvSource({"0, 272", "1, 274", "2, 273", "3, 275", "4, 276", "5, -1", "-1, -1"})
    void buttonsAreTheKernels(int button, int number) {
        assertThat(Evdev.button(button)).isEqualTo(number);
    }

    @Test
    void charactersHaveTheKeysymsOfX() {
        assertThat(TypedLayout.keysym('a')).isEqualTo('a');
        assertThat(TypedLayout.keysym('\u00fc')).isEqualTo(0xfc);
        assertThat(TypedLayout.keysym('\u4f60')).isEqualTo(0x01004f60);
        assertThat(TypedLayout.keysym(0x1f600)).isEqualTo(0x0101f600);
        assertThat(TypedLayout.keysym('\n')).isEqualTo(0xff0d);
        assertThat(TypedLayout.keysym('\t')).isEqualTo(0xff09);
    }

    @Test
    void aRequestStandsWhereItsSenderAndTokenSay() {
        assertThat(Portal.requestPath(":1.42", "token"))
                .isEqualTo("/org/freedesktop/portal/desktop/request/1_42/token");
        assertThat(Portal.token()).matches("connectme[0-9a-f]{16}").isNotEqualTo(Portal.token());
    }

    @ParameterizedTest
    @CsvSource({
        "100, 640, 1280, 200", // twice as many pixels as units
        "1920, 1920, 1920, 1920",
        "-10, 0, 1280, -10", // the size is not known
    })
    void placesAreScaledToPixels(int place, int units, int pixels, int expected) {
        assertThat(Scale.pixels(place, units, pixels)).isEqualTo(expected);
    }

    @Test
    void pixelsAreScaledToUnits() {
        assertThat(Scale.units(200, 640, 1280)).isEqualTo(100.0);
        assertThat(Scale.units(200, 0, 1280)).isEqualTo(200.0);
    }

    @Test
    void redAndBlueChangePlaces() {
        assertThat(Scale.swapped(0x11223344)).isEqualTo(0x11443322);
        assertThat(Scale.swapped(0xffffff00)).isEqualTo(0xff00ffff);
    }

    @Test
    void theFirstStreamIsTaken() throws Exception {
        Variant streams = new Variant(
                "a(ua{sv})",
                List.of(Struct.of(
                        7L,
                        Map.of(
                                "position", new Variant("(ii)", Struct.of(1920, 0)),
                                "size", new Variant("(ii)", Struct.of(1280, 720))))));
        assertThat(DesktopSession.stream(streams)).isEqualTo(new DesktopSession.Stream(7, 1920, 0, 1280, 720));
    }

    @Test
    void aStreamThatDoesNotSayWhereItIsLiesAtTheOrigin() throws Exception {
        for (Map<String, Variant> properties : List.<Map<String, Variant>>of(
                Map.of(),
                Map.of("size", Variant.of("wide")),
                Map.of("size", new Variant("(ii)", Struct.of(-1, 720))),
                Map.of("position", new Variant("(ii)", Struct.of(Integer.MIN_VALUE, 0))))) {
            Variant streams = new Variant("a(ua{sv})", List.of(Struct.of(7L, properties)));
            assertThat(DesktopSession.stream(streams)).isEqualTo(new DesktopSession.Stream(7, 0, 0, 0, 0));
        }
    }

    @Test
    void noStreamIsANo() {
        for (Variant streams :
                List.of(new Variant("a(ua{sv})", List.of()), Variant.of("streams"), new Variant("au", List.of(1L)))) {
            assertThatThrownBy(() -> DesktopSession.stream(streams)).isInstanceOf(PortalRefused.class);
        }
    }

    @Test
    void objectsOfPipeWireAreWholeAndAligned() {
        for (byte[] pod : List.of(Pods.wanted(), Pods.buffers())) {
            ByteBuffer bytes = ByteBuffer.wrap(pod).order(ByteOrder.nativeOrder());
            assertThat(pod.length % 8).isZero();
            assertThat(bytes.getInt(0)).isEqualTo(pod.length - 8);
            assertThat(bytes.getInt(4)).as("an object").isEqualTo(15);
        }
    }

    /** As PipeWire says it once a format was chosen. */
    private static ByteBuffer format(int pixels, int width, int height) {
        ByteBuffer pod = ByteBuffer.allocate(88).order(ByteOrder.nativeOrder());
        pod.putInt(80).putInt(15).putInt(0x40003).putInt(4);
        pod.putInt(1).putInt(0).putInt(4).putInt(3).putInt(2).putInt(0);
        pod.putInt(0x20001).putInt(0).putInt(4).putInt(3).putInt(pixels).putInt(0);
        pod.putInt(0x20003).putInt(0).putInt(8).putInt(10).putInt(width).putInt(height);
        return pod.clear();
    }

    @Test
    void theFormatThatWasChosenIsUnderstood() {
        assertThat(Pods.format(format(8, 1280, 720))).contains(new Format(Pixels.BGRX, 1280, 720));
        assertThat(Pods.format(format(11, 3840, 2160))).contains(new Format(Pixels.RGBA, 3840, 2160));
    }

    @ParameterizedTest
    @CsvSource({"2, 1280, 720", "8, 0, 720", "8, -1, 720", "8, 20000, 720", "8, 1280, 2147483647"})
    void aFormatThatCannotBeShownIsNone(int pixels, int width, int height) {
        assertThat(Pods.format(format(pixels, width, height))).isEmpty();
    }

    @Test
    void whateverBytesComeTheyAreAFormatOrNone() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int none = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer pod = format(8, 1280, 720);
            for (int j = 0; j <= random.nextInt(3); j++) {
                pod.put(random.nextInt(pod.capacity()), (byte) random.nextInt());
            }
            none += Pods.format(pod).isEmpty() ? 1 : 0;
        }
        assertThat(none).as("seed %d", seed).isPositive();
    }
}
