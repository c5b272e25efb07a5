package org.connectme.payment.sandbox;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe sandbox payments")
@interface SandboxConfig {

    @AttributeDefinition(
            name = "Latency in milliseconds",
            description = "How long each call takes at least, as a far service would; at most 60000.")
    long latency_millis() default 0;

    @AttributeDefinition(name = "Hold in seconds", description = "How long a hold lasts; the default is 7 days.")
    long hold_seconds() default 604800;

    @AttributeDefinition(
            name = "Webhook secret",
            type = AttributeType.PASSWORD,
            description = "Signs the sandbox's own calls to this server; without one there are none.")
    String webhook_secret() default "";
}
