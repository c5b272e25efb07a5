package org.connectme.payment;

import java.util.Set;
import org.connectme.wire.http.ContentSources;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the customer's page must reach for the forms that are offered, and for nothing else (PAR-2). */
@Component
public final class FormSources implements ContentSources {

    private static final String CUSTOMERS_PAGE = "/join";

    private final OfferedForms forms;

    @Activate
    public FormSources(@Reference OfferedForms forms) {
        this.forms = forms;
    }

    @Override
    public String page() {
        return CUSTOMERS_PAGE;
    }

    @Override
    public Set<String> origins() {
        return forms.origins();
    }
}
