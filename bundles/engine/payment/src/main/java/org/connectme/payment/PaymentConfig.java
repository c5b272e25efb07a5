package org.connectme.payment;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe payment")
@interface PaymentConfig {

    @AttributeDefinition(
            name = "Order",
            description =
                    "Ids of the providers that may hold a card, the preferred first. Others only finish what they began.")
    String[] order() default {"sandbox"};

    @AttributeDefinition(
            name = "Deadline in seconds",
            description = "How long a payment service may take to answer; after that its answer is looked up.")
    int deadline_seconds() default 20;

    @AttributeDefinition(name = "Threads", description = "How many calls to payment services may run at once.")
    int threads() default 16;
}
