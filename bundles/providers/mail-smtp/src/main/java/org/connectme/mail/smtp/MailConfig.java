package org.connectme.mail.smtp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe mail")
@interface MailConfig {

    @AttributeDefinition(description = "Mail server; empty: mail is kept in the outbox")
    String host() default "";

    @AttributeDefinition(description = "Port; 0: 587, or 465 for TLS, or 25 for NONE")
    int port() default 0;

    @AttributeDefinition(description = "STARTTLS (required, not just offered), TLS from the first byte, or NONE")
    Security security() default Security.STARTTLS;

    @AttributeDefinition(description = "User; empty: no authentication")
    String user() default "";

    /** The setting {@code .password}: with a dot in front it is not published with the service. */
    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Password of the user")
    String _password() default "";

    @AttributeDefinition(description = "Address that mail comes from; empty: the user, if that is an address")
    String from() default "";

    @AttributeDefinition(description = "Seconds to wait for a connection, and for each answer")
    int timeout_seconds() default 8;

    @AttributeDefinition(description = "Days that the outbox keeps mail")
    int outbox_days() default 14;

    /** How the connection is protected. */
    enum Security {
        NONE,
        STARTTLS,
        TLS
    }
}
