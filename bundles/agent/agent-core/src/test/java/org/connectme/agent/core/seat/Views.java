package org.connectme.agent.core.seat;

import java.time.Instant;
import org.connectme.agent.core.link.TestServer.Reply;

/** Views as the server makes them. */
final class Views {

    private int length;
    private String stage = "CONTACT";
    private String consents = "";
    private String payment = "";

    Views at(String newStage) {
        stage = newStage;
        return this;
    }

    Views consent(String request, String scope, String state) {
        String until = state.equals("GIVEN") ? "\"" + Instant.now().plusSeconds(600) + "\"" : "null";
        consents = ",\"consents\":{\"consents\":[{\"request\":\"" + request + "\",\"scope\":\"" + scope
                + "\",\"reason\":\"help\",\"minutes\":10,\"askedAt\":\"" + Instant.now() + "\",\"state\":\"" + state
                + "\",\"until\":" + until + "}]}";
        return this;
    }

    Views payment(String status) {
        payment = ",\"payment\":{\"needed\":true,\"status\":\"" + status + "\",\"refunds\":[]}";
        return this;
    }

    Reply reply() {
        return new Reply(200, json());
    }

    String message() {
        return "{\"t\":\"view\",\"view\":" + json() + "}";
    }

    String json() {
        length++;
        return "{\"id\":\"c1\",\"length\":" + length + ",\"head\":\"h" + length + "\",\"side\":\"CUSTOMER\",\"now\":\""
                + Instant.now() + "\",\"parts\":{\"appointment\":{\"stage\":\"" + stage
                + "\",\"consultantName\":\"Ada\",\"offer\":{\"plan\":{\"id\":\"p\",\"version\":1,\"name\":\"Plan\",\"currency\":"
                + "\"EUR\",\"pricePerMinute\":100,\"stepSeconds\":1,\"freeSeconds\":0,\"minimum\":0,\"cap\":null,\"tax\":"
                + "{\"label\":\"VAT\",\"basisPoints\":1900,\"included\":true},\"hold\":5000},\"seller\":{\"name\":\"S\"},"
                + "\"planHash\":\"ph\",\"termsHash\":\"th\",\"examples\":[]},\"agreed\":false,\"someday\":{\"new\":1}}"
                + ",\"presence\":{\"consultant\":{\"joined\":true,\"online\":true},\"customer\":{}}"
                + payment + consents + "}}";
    }
}
