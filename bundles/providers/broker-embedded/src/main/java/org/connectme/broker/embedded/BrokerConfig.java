package org.connectme.broker.embedded;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe broker")
@interface BrokerConfig {

    @AttributeDefinition(
            description = "URL of a broker of your own, such as failover:(tcp://mq:61616); empty: embedded")
    String url() default "";

    @AttributeDefinition(description = "User of the broker behind the URL")
    String user() default "";

    @AttributeDefinition(description = "Password of the broker behind the URL")
    String password() default "";

    @AttributeDefinition(description = "Folder of the embedded broker: its messages")
    String folder() default "data/activemq";

    @AttributeDefinition(description = "Most that the embedded broker keeps on disk, in mebibytes")
    int store_limit_mebibytes() default 512;
}
