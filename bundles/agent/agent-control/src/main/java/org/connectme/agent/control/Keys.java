package org.connectme.agent.control;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where each key of W3C "UI Events KeyboardEvent code Values" is on each system.
 *
 * <p>A column holds the key's number there in hexadecimal: for Linux the kernel's event code, which X11 counts from 8
 * on; for Windows the scan code of set 1, with e0 before it for an extended one and {@code vk} before it where no scan
 * code can be sent and the virtual key stands in; for macOS the virtual key code of HIToolbox. A word that begins with !
 * says why there is none, =Code that the key there already has another name.
 */
public final class Keys {

    /** The systems that have keys of their own. */
    public enum Platform {
        LINUX,
        WINDOWS,
        MACOS
    }

    /** A key on one system, or why there is none. */
    public sealed interface Position {}

    /**
     * @param number Linux: the kernel's event code. Windows: scan code or virtual key. macOS: virtual key code
     * @param kind other than PLAIN on Windows only
     */
    public record At(int number, Kind kind) implements Position {}

    /** @param why for people who read the table */
    public record Nowhere(String why) implements Position {}

    /** What a number on Windows is. */
    public enum Kind {
        PLAIN,
        EXTENDED,
        VIRTUAL
    }

    private static final Map<String, String> REASONS = Map.of(
            "!none", "the system has no number for it",
            "!inside", "the keyboard keeps it to itself",
            "!beyond", "its number is greater than the 255 that X11 can say",
            "!nokey", "it stands for no key");

    // Pause is E1 1D 45 on Windows, a prefix that cannot be sent: its virtual key stands in. 45 alone is NumLock there.
    private static final String TABLE = """
            Backquote            29      29      32
            Backslash            2b      2b      2a
            BracketLeft          1a      1a      21
            BracketRight         1b      1b      1e
            Comma                33      33      2b
            Digit0               b       b       1d
            Digit1               2       2       12
            Digit2               3       3       13
            Digit3               4       4       14
            Digit4               5       5       15
            Digit5               6       6       17
            Digit6               7       7       16
            Digit7               8       8       1a
            Digit8               9       9       1c
            Digit9               a       a       19
            Equal                d       d       18
            IntlBackslash        56      56      a
            IntlRo               59      73      5e
            IntlYen              7c      7d      5d
            KeyA                 1e      1e      0
            KeyB                 30      30      b
            KeyC                 2e      2e      8
            KeyD                 20      20      2
            KeyE                 12      12      e
            KeyF                 21      21      3
            KeyG                 22      22      5
            KeyH                 23      23      4
            KeyI                 17      17      22
            KeyJ                 24      24      26
            KeyK                 25      25      28
            KeyL                 26      26      25
            KeyM                 32      32      2e
            KeyN                 31      31      2d
            KeyO                 18      18      1f
            KeyP                 19      19      23
            KeyQ                 10      10      c
            KeyR                 13      13      f
            KeyS                 1f      1f      1
            KeyT                 14      14      11
            KeyU                 16      16      20
            KeyV                 2f      2f      9
            KeyW                 11      11      d
            KeyX                 2d      2d      7
            KeyY                 15      15      10
            KeyZ                 2c      2c      6
            Minus                c       c       1b
            Period               34      34      2f
            Quote                28      28      27
            Semicolon            27      27      29
            Slash                35      35      2c
            AltLeft              38      38      3a
            AltRight             64      e038    3d
            Backspace            e       e       33
            CapsLock             3a      3a      39
            ContextMenu          7f      e05d    6e
            ControlLeft          1d      1d      3b
            ControlRight         61      e01d    3e
            Enter                1c      1c      24
            MetaLeft             7d      e05b    37
            MetaRight            7e      e05c    36
            ShiftLeft            2a      2a      38
            ShiftRight           36      36      3c
            Space                39      39      31
            Tab                  f       f       30
            Convert              5c      79      !none
            KanaMode             5d      70      !none
            Lang1                7a      72      68
            Lang2                7b      71      66
            Lang3                5a      78      !none
            Lang4                5b      77      !none
            Lang5                55      =Backquote !none
            NonConvert           5e      7b      !none
            Delete               6f      e053    75
            End                  6b      e04f    77
            Help                 8a      e03b    =Insert
            Home                 66      e047    73
            Insert               6e      e052    72
            PageDown             6d      e051    79
            PageUp               68      e049    74
            ArrowDown            6c      e050    7d
            ArrowLeft            69      e04b    7b
            ArrowRight           6a      e04d    7c
            ArrowUp              67      e048    7e
            NumLock              45      45      47
            Numpad0              52      52      52
            Numpad1              4f      4f      53
            Numpad2              50      50      54
            Numpad3              51      51      55
            Numpad4              4b      4b      56
            Numpad5              4c      4c      57
            Numpad6              4d      4d      58
            Numpad7              47      47      59
            Numpad8              48      48      5b
            Numpad9              49      49      5c
            NumpadAdd            4e      4e      45
            NumpadBackspace      !none   !none   !none
            NumpadClear          !beyond !none   =NumLock
            NumpadClearEntry     !none   !none   !none
            NumpadComma          79      7e      5f
            NumpadDecimal        53      53      41
            NumpadDivide         62      e035    4b
            NumpadEnter          60      e01c    4c
            NumpadEqual          75      59      51
            NumpadHash           !beyond !none   !none
            NumpadMemoryAdd      !none   !none   !none
            NumpadMemoryClear    !none   !none   !none
            NumpadMemoryRecall   !none   !none   !none
            NumpadMemoryStore    !none   !none   !none
            NumpadMemorySubtract !none   !none   !none
            NumpadMultiply       37      37      43
            NumpadParenLeft      b3      !none   !none
            NumpadParenRight     b4      !none   !none
            NumpadStar           !beyond !none   !none
            NumpadSubtract       4a      4a      4e
            Escape               1       1       35
            F1                   3b      3b      7a
            F2                   3c      3c      78
            F3                   3d      3d      63
            F4                   3e      3e      76
            F5                   3f      3f      60
            F6                   40      40      61
            F7                   41      41      62
            F8                   42      42      64
            F9                   43      43      65
            F10                  44      44      6d
            F11                  57      57      67
            F12                  58      58      6f
            F13                  b7      64      69
            F14                  b8      65      6b
            F15                  b9      66      71
            F16                  ba      67      6a
            F17                  bb      68      40
            F18                  bc      69      4f
            F19                  bd      6a      50
            F20                  be      6b      5a
            F21                  bf      6c      !none
            F22                  c0      6d      !none
            F23                  c1      6e      !none
            F24                  c2      76      !none
            Fn                   !inside !inside 3f
            FnLock               !inside !inside !inside
            PrintScreen          63      e037    =F13
            ScrollLock           46      46      =F14
            Pause                77      vk13    =F15
            BrowserBack          9e      e06a    !none
            BrowserFavorites     9c      e066    !none
            BrowserForward       9f      e069    !none
            BrowserHome          ac      e032    !none
            BrowserRefresh       ad      e067    !none
            BrowserSearch        d9      e065    !none
            BrowserStop          80      e068    !none
            Eject                a1      e02c    !none
            LaunchApp1           90      e06b    !none
            LaunchApp2           8c      e021    !none
            LaunchMail           9b      e06c    !none
            MediaPlayPause       a4      e022    !none
            MediaSelect          ab      e06d    !none
            MediaStop            a6      e024    !none
            MediaTrackNext       a3      e019    !none
            MediaTrackPrevious   a5      e010    !none
            Power                74      e05e    !none
            Sleep                8e      e05f    !none
            AudioVolumeDown      72      e02e    49
            AudioVolumeMute      71      e020    4a
            AudioVolumeUp        73      e030    48
            WakeUp               8f      e063    !none
            Hyper                !none   !none   !none
            Super                =MetaLeft =MetaLeft =MetaLeft
            Turbo                !inside !inside !inside
            Abort                !none   !none   !none
            Resume               !none   !none   !none
            Suspend              cd      !none   !none
            Again                81      !none   !none
            Copy                 85      e018    !none
            Cut                  89      e017    !none
            Find                 88      !none   !none
            Open                 86      !none   !none
            Paste                87      e00a    !none
            Props                82      !none   !none
            Select               !beyond vk29    !none
            Undo                 83      e008    !none
            Hiragana             =Lang4  =Lang4  !none
            Katakana             =Lang3  =Lang3  !none
            Unidentified         !nokey  !nokey  !nokey
            """;

    private static final Map<String, Map<Platform, Position>> KEYS = read();

    private Keys() {}

    /** Every code that there is. */
    public static Set<String> codes() {
        return KEYS.keySet();
    }

    /**
     * @param code as KeyboardEvent.code
     * @return null if there is no such code
     */
    public static @Nullable Position position(Platform platform, String code) {
        Map<Platform, Position> row = KEYS.get(code);
        return row == null ? null : row.get(platform);
    }

    private static Map<String, Map<Platform, Position>> read() {
        Map<String, Map<Platform, Position>> keys = new LinkedHashMap<>();
        TABLE.lines().forEach(line -> {
            String[] words = line.trim().split(" +");
            Map<Platform, Position> row = new EnumMap<>(Platform.class);
            for (Platform platform : Platform.values()) {
                row.put(platform, position(words[1 + platform.ordinal()]));
            }
            if (keys.put(words[0], Collections.unmodifiableMap(row)) != null) {
                throw new IllegalStateException(words[0] + " stands twice in the table");
            }
        });
        return Collections.unmodifiableMap(keys);
    }

    private static Position position(String word) {
        if (word.startsWith("!")) {
            return new Nowhere(REASONS.get(word));
        }
        if (word.startsWith("=")) {
            return new Nowhere("the key there is called " + word.substring(1));
        }
        if (word.startsWith("vk")) {
            return new At(Integer.parseInt(word.substring(2), 16), Kind.VIRTUAL);
        }
        int number = Integer.parseInt(word, 16);
        return number < 0x100 ? new At(number, Kind.PLAIN) : new At(number & 0xff, Kind.EXTENDED);
    }
}
