package org.connectme.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.core.Bill;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.evidence.CanonicalJson;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.verify.Finding.Kind;

/** What became of a verification, for people and for programs. */
record Report(Optional<EvidenceFile> file, Optional<History> history, Optional<Bill> bill, List<Finding> findings) {

    Report {
        findings = List.copyOf(findings);
    }

    boolean isIntact() {
        return findings.stream().noneMatch(finding -> finding.kind() == Kind.WRONG);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(isIntact() ? "INTACT\n" : "NOT INTACT\n");
        file.ifPresent(read -> text.append("Consultation ")
                .append(read.consultation())
                .append(", ")
                .append(read.length())
                .append(" entries, head ")
                .append(read.head())
                .append('\n'));
        facts(text);
        lines(text, Kind.WRONG, "\nWrong:\n");
        lines(text, Kind.RIGHT, "\nRight:\n");
        lines(text, Kind.NOTE, "\nTo know:\n");
        return text.toString();
    }

    private void facts(StringBuilder text) {
        history.map(Consultation::of).ifPresent(consultation -> {
            ConsultationScheduled scheduled = consultation.scheduled();
            if (scheduled != null) {
                text.append("Consultant ").append(scheduled.consultantName());
                file.flatMap(Report::customer)
                        .ifPresent(name -> text.append(", customer ").append(name));
                text.append('\n');
            }
        });
        bill.ifPresent(due -> {
            text.append("Billed: ")
                    .append(due.gross())
                    .append(" (net ")
                    .append(due.net())
                    .append(", tax ")
                    .append(due.tax())
                    .append(") for ")
                    .append(due.chargeableSeconds())
                    .append(" chargeable seconds, by rating rules ")
                    .append(due.ratingVersion())
                    .append('\n');
            due.pauses()
                    .forEach(pause -> text.append("  not billed: ")
                            .append(BillCheck.pause(pause))
                            .append('\n'));
        });
    }

    private static Optional<String> customer(EvidenceFile file) {
        return file.opened().stream()
                .filter(field -> field.field().equals("customerName"))
                .map(EvidenceFile.Opened::text)
                .findFirst();
    }

    private void lines(StringBuilder text, Kind kind, String heading) {
        List<Finding> some =
                findings.stream().filter(finding -> finding.kind() == kind).toList();
        if (!some.isEmpty()) {
            text.append(heading);
            some.forEach(finding -> text.append("  ")
                    .append(finding.check())
                    .append(": ")
                    .append(finding.text())
                    .append('\n'));
        }
    }

    /** Canonical JSON: {@code intact}, {@code consultation}, {@code length}, {@code head}, {@code findings}. */
    String json() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("kind", finding.kind().name());
            one.put("check", finding.check());
            one.put("entry", finding.entry());
            one.put("text", finding.text());
            all.add(one);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("intact", isIntact());
        report.put(
                "consultation", file.map(read -> read.consultation().toString()).orElse(null));
        report.put("length", file.map(EvidenceFile::length).orElse(null));
        report.put("head", file.map(EvidenceFile::head).orElse(null));
        report.put("findings", all);
        return CanonicalJson.write(report);
    }
}
