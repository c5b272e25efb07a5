package org.connectme.identity;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe identity")
@interface IdentityConfig {

    @AttributeDefinition(
            description = "Address of this server as consultants see it, for links in mail; empty: loopback and"
                    + " CONNECTME_PORT")
    String publicUrl() default "";

    @AttributeDefinition(
            description = "Whether a first start makes a demo consultant: true or false; empty: as CONNECTME_DEMO says")
    String demo() default "";

    @AttributeDefinition(description = "Folder for the demo's sign-in; empty: CONNECTME_HOME, or .connectme at home")
    String home() default "";

    @AttributeDefinition(description = "Language of the texts that a new account starts with: en or de")
    String language() default "en";
}
