package org.connectme.invitation;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe invitation")
@interface InvitationConfig {

    @AttributeDefinition(
            description = "Address of this server as customers see it, for links in mail; empty: loopback and"
                    + " CONNECTME_PORT")
    String publicUrl() default "";
}
