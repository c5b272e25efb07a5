package org.connectme.agent.core.link;

/** One thread's work, in order: what is confined to it needs no locks. */
public interface Loop {

    /** Work that is yet to come. */
    interface Due {
        void cancel();
    }

    /** Soon, on the loop's thread; not at all after the loop ended. */
    void run(Runnable work);

    Due after(long millis, Runnable work);

    /** A clock that never jumps, in nanoseconds. */
    long nanos();
}
