package org.connectme.core.account;

import java.util.Optional;
import org.connectme.core.command.Actor;
import org.osgi.annotation.versioning.ConsumerType;

/** Turns the secret of a session cookie into an actor. One service a kind of session. Any thread; blocks on the database. */
@ConsumerType
public interface Authenticator {

    /** Service property of an authenticator for {@link Kind#CONSULTANT}, so that a reference can ask for just this one. */
    String KIND_CONSULTANT = "session.kind=CONSULTANT";

    /** Service property of an authenticator for {@link Kind#CUSTOMER}. */
    String KIND_CUSTOMER = "session.kind=CUSTOMER";

    /** CONSULTANT or CUSTOMER: which cookie this one understands. */
    Kind kind();

    /** Empty for a wrong, expired or signed-out session; the caller cannot tell which. */
    Optional<Actor> authenticate(String secret);

    enum Kind {
        CONSULTANT,
        CUSTOMER
    }
}
