package org.connectme.plugin.tck;

import java.util.function.BiFunction;
import org.connectme.payment.spi.PaymentProvider;

/** The kit as an author would have it, for the provider that {@link KitTest} asks for. Not found by name: no test itself. */
class MadeKit extends PaymentProviderKit {

    /** One run at a time. */
    static volatile BiFunction<House, PretendWire, PaymentProvider> provider =
            (house, wire) -> new HouseProvider(house, wire, HouseProvider.ALL);

    @Override
    protected Subject subject() {
        return new HouseSubject(provider);
    }
}
