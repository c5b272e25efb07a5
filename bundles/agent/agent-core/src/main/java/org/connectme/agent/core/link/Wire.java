package org.connectme.agent.core.link;

/** One socket, from its making to its end. Called on the loop's thread. */
interface Wire {

    /** Told on the loop's thread. Nothing more is told after {@link #closed}. */
    interface Events {
        void opened();

        void heard(String text);

        /** @param code of RFC 6455; 1006 if the way broke or was refused */
        void closed(int code);
    }

    /** Makes one. */
    interface Maker {
        Wire open(Events events);
    }

    void send(String text);

    /** Lets go at once; nothing is told any more. */
    void close(int code);
}
