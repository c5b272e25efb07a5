package org.connectme.payment.stripe;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe payments through Stripe")
@interface StripeConfig {

    /** The setting {@code .secret.key}: with a dot in front it is not published with a service. */
    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Secret key, sk_… or rk_…; empty: Stripe is off")
    String _secret_key() default "";

    @AttributeDefinition(description = "Publishable key of the same account and mode, pk_…")
    String publishable_key() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Beside a live key: a test key of the same account, sk_test_… or rk_test_…, to rehearse with")
    String _test_secret_key() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Signing secrets of the webhook, whsec_…, separated by commas; empty: calls are not heard")
    String _webhook_secrets() default "";

    @AttributeDefinition(description = "Where the service is; any that speaks Stripe's API")
    String base_url() default "https://api.stripe.com";

    @AttributeDefinition(description = "Whether holds may be raised; the account needs incremental authorisation")
    boolean raise() default false;

    @AttributeDefinition(description = "Characters for the card statement behind the account's own prefix; 0: none")
    int statement_length() default 10;

    @AttributeDefinition(description = "Smallest charges that differ from Stripe's table, as EUR=50, in minor units")
    String minimums() default "";

    @AttributeDefinition(description = "Accounts that are paid out to, as SELLER=acct_…, separated by commas")
    String sellers() default "";

    @AttributeDefinition(description = "The platform's share of what a seller's customer pays, in percent")
    String fee_percent() default "0";

    @AttributeDefinition(description = "Whether the seller, not the platform, is the merchant of record")
    boolean on_behalf_of() default false;
}
