package org.connectme.agent.control.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Kind;
import org.connectme.agent.control.windows.Inputs.Desktop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputsTest {

    @Test
    void aKeyIsItsScanCode() {
        assertThat(keys(new Inputs().key(new At(0x1e, Kind.PLAIN), true).key(new At(0x1e, Kind.PLAIN), false)))
                .containsExactly("vk 0 scan 1e flags 8", "vk 0 scan 1e flags a");
    }

    @Test
    void anExtendedKeySaysSo() {
        assertThat(keys(new Inputs().key(new At(0x1d, Kind.EXTENDED), true).key(new At(0x1d, Kind.EXTENDED), false)))
                .containsExactly("vk 0 scan 1d flags 9", "vk 0 scan 1d flags b");
    }

    @Test
    void pauseIsAVirtualKey() {
        assertThat(keys(new Inputs().key(new At(0x13, Kind.VIRTUAL), true))).containsExactly("vk 13 scan 0 flags 0");
    }

    @Test
    void textIsUnicodeUnitForUnit() {
        assertThat(keys(new Inputs().text("é😀")))
                .containsExactly(
                        "vk 0 scan e9 flags 4",
                        "vk 0 scan e9 flags 6",
                        "vk 0 scan d83d flags 4",
                        "vk 0 scan d83d flags 6",
                        "vk 0 scan de00 flags 4",
                        "vk 0 scan de00 flags 6");
    }

    @Test
    void aLineEndIsTheKey() {
        assertThat(keys(new Inputs().text("\n\t")))
                .containsExactly(
                        "vk d scan 0 flags 0", "vk d scan 0 flags 2", "vk 9 scan 0 flags 0", "vk 9 scan 0 flags 2");
    }

    @ParameterizedTest
    @CsvSource({
        "0,true,0,2",
        "0,false,0,4",
        "1,true,0,20",
        "1,false,0,40",
        "2,true,0,8",
        "2,false,0,10",
        "3,true,1,80",
        "3,false,1,100",
        "4,true,2,80",
        "4,false,2,100",
    })
    void eachButtonHasItsFlag(int button, boolean down, int data, String flags) {
        assertThat(mice(new Inputs().button(button, down))).containsExactly("x 0 y 0 data " + data + " flags " + flags);
    }

    @Test
    void theWheelTurnsUpForWindowsWhenItTurnsDownwardsLess() {
        assertThat(mice(new Inputs().wheel(-30, 120)))
                .containsExactly("x 0 y 0 data -120 flags 800", "x 0 y 0 data -30 flags 1000");
        assertThat(new Inputs().wheel(0, 0).count()).isZero();
    }

    @Test
    void everyPixelOfAWideDesktopIsFoundAgain() {
        Desktop desktop = new Desktop(-1920, -200, 7680, 2160);
        for (int x = -1920; x < 5760; x++) {
            int y = -200 + (x + 1920) * 2160 / 7680;
            ByteBuffer event = order(new Inputs().move(x, y, desktop).bytes());
            assertThat(-1920 + (event.getInt(8) * 7680L >> 16)).isEqualTo(x);
            assertThat(-200 + (event.getInt(12) * 2160L >> 16)).isEqualTo(y);
            assertThat(event.getInt(20)).isEqualTo(0xc001);
        }
    }

    @Test
    void eachEventIsOneStructureOf64BitWindows() {
        Inputs inputs = new Inputs().text("a").button(0, true);

        assertThat(inputs.count()).isEqualTo(3);
        assertThat(inputs.bytes()).hasSize(120);
    }

    private static List<String> keys(Inputs inputs) {
        List<String> events = new ArrayList<>();
        ByteBuffer all = order(inputs.bytes());
        for (int at = 0; at < all.capacity(); at += Inputs.SIZE) {
            assertThat(all.getInt(at)).isEqualTo(1);
            events.add(String.format(
                    "vk %x scan %x flags %x", all.getShort(at + 8), all.getShort(at + 10), all.getInt(at + 12)));
        }
        return events;
    }

    private static List<String> mice(Inputs inputs) {
        List<String> events = new ArrayList<>();
        ByteBuffer all = order(inputs.bytes());
        for (int at = 0; at < all.capacity(); at += Inputs.SIZE) {
            assertThat(all.getInt(at)).isZero();
            events.add(String.format(
                    "x %d y %d data %d flags %x",
                    all.getInt(at + 8), all.getInt(at + 12), all.getInt(at + 16), all.getInt(at + 20)));
        }
        return events;
    }

    private static ByteBuffer order(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
