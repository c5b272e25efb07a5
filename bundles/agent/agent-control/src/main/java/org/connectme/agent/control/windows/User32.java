package org.connectme.agent.control.windows;

import com.sun.jna.Pointer;
import com.sun.jna.win32.StdCallLibrary;
import org.jspecify.annotations.Nullable;

/** What is used of user32.dll, by the names there. */
interface User32 extends StdCallLibrary {

    int SM_SWAPBUTTON = 23;
    int SM_XVIRTUALSCREEN = 76;
    int SM_YVIRTUALSCREEN = 77;
    int SM_CXVIRTUALSCREEN = 78;
    int SM_CYVIRTUALSCREEN = 79;
    int MAPVK_VK_TO_VSC_EX = 4;

    /** @return how many were taken */
    int SendInput(int count, byte[] inputs, int size);

    /** @param point x and y come here */
    boolean GetCursorPos(int[] point);

    int GetSystemMetrics(int index);

    @Nullable
    Pointer GetForegroundWindow();

    int GetWindowThreadProcessId(@Nullable Pointer window, @Nullable Pointer process);

    @Nullable
    Pointer GetKeyboardLayout(int thread);

    /** @return -1 if no key of the layout writes it; the low byte is the virtual key */
    short VkKeyScanExW(char character, @Nullable Pointer layout);

    /** @return 0 if there is none; e0 in the second byte says extended */
    int MapVirtualKeyExW(int code, int kind, @Nullable Pointer layout);
}
