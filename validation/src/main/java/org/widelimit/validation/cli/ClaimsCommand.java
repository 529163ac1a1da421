package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.ClaimCard;
import org.widelimit.validation.claim.Statement;
import org.widelimit.validation.study.CatalogueMarkdown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claims}: the catalogue. */
@Command(
        name = "claims",
        description = "List the catalogue: what each claim says, what is expected, what it must be told from.")
final class ClaimsCommand extends org.widelimit.validation.cli.Command {

    @Option(names = "--md", description = "Print the catalogue as a page of Markdown.")
    private boolean markdown;

    @Override
    public Integer call() {
        if (markdown && common().json()) {
            throw new InputException("claims: expected one of --md and --json, found both");
        }
        if (markdown) {
            out().print(CatalogueMarkdown.of(StandardCatalogue.load()));
            out().flush();
            return ExitCode.DONE;
        }
        ObjectNode json = object();
        ArrayNode list = json.putArray("claims");
        StringBuilder text = new StringBuilder();
        for (Claim claim : StandardCatalogue.load().claims()) {
            describe(list.addObject(), claim);
            text.append(text(claim));
        }
        print(json, text::toString);
        return ExitCode.DONE;
    }

    private static void describe(ObjectNode json, Claim claim) {
        ClaimCard card = claim.card();
        json.put("id", card.id());
        json.put("paper", card.paper());
        json.put("form", claim.form().label());
        json.put("statement", card.statement().text());
        json.put("source", card.source().text());
        json.put("printedOrDerived", card.source().origin().label());
        json.put("expected", card.expected().name());
        json.put("minScale", card.minScale().label());
        json.put("costSeconds", card.costSeconds());
        ArrayNode falsehoods = json.putArray("falsehoods");
        card.falsehoods().stream().map(Statement::text).forEach(falsehoods::add);
    }

    private static String text(Claim claim) {
        ClaimCard card = claim.card();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s  [%s, expected %s, from scale %s, about %.0f s]%n    %s%n",
                card.id(),
                claim.form().label(),
                card.expected(),
                card.minScale().label(),
                card.costSeconds(),
                card.statement().text()));
        for (Statement falsehood : card.falsehoods()) {
            text.append(String.format("    must refute: %s%n", falsehood.text()));
        }
        text.append(String.format(
                "    source: %s (%s)%n",
                card.source().text(), card.source().origin().label()));
        return text.toString();
    }
}
