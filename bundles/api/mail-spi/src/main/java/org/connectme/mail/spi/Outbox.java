package org.connectme.mail.spi;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Mail kept on the server because no SMTP is configured. Any thread; blocks on the database. */
@ProviderType
public interface Outbox {

    /** Whether mail lands here at all: false as soon as SMTP is configured. */
    boolean isActive();

    /** Newest first, at most 100; of the sender's own mail only. */
    List<Kept> of(String sender);

    record Kept(String id, Instant at, String to, String subject, String text, String html) {}
}
