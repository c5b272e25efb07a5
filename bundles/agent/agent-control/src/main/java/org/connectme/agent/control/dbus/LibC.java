package org.connectme.agent.control.dbus;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** What is used of the C library, by the names there. */
interface LibC extends Library {

    LibC INSTANCE = Native.load("c", LibC.class);

    int AF_UNIX = 1;
    int SOCK_STREAM = 1;
    int SOCK_CLOEXEC = 0x80000;
    int SOL_SOCKET = 1;
    int SCM_RIGHTS = 1;
    int MSG_NOSIGNAL = 0x4000;
    int MSG_CMSG_CLOEXEC = 0x40000000;
    int SHUT_RDWR = 2;

    int socket(int domain, int type, int protocol) throws LastErrorException;

    int connect(int socket, byte[] address, int length) throws LastErrorException;

    long send(int socket, byte[] bytes, long count, int flags) throws LastErrorException;

    long recvmsg(int socket, Pointer message, int flags) throws LastErrorException;

    int shutdown(int socket, int how) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;

    int getuid();
}
