package org.connectme.gateway;

import java.lang.reflect.Proxy;
import java.util.Map;

/** The configuration's defaults with a few values of one's own. */
public final class Settings {

    private Settings() {}

    public static GatewayConfig with(Map<String, Object> values) {
        return (GatewayConfig) Proxy.newProxyInstance(
                Settings.class.getClassLoader(),
                new Class<?>[] {GatewayConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
