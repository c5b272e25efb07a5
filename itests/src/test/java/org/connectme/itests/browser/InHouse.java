package org.connectme.itests.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Hands the one {@link House} to every test, closes its windows after each, and photographs them when it failed. */
final class InHouse implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {

    private static final Namespace HERE = Namespace.create(InHouse.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class;
    }

    @Override
    public House resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return house(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        house(context).photograph(context.getRequiredTestMethod().getName());
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        house(context).closeWindows();
    }

    /** JUnit closes it when all tests are through. */
    private static House house(ExtensionContext context) {
        return context.getRoot().getStore(HERE).getOrComputeIfAbsent("house", key -> House.open(), House.class);
    }
}
