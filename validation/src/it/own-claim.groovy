// Looks at what docs/own-claim printed and wrote, and at what was installed for it.
import groovy.json.JsonSlurper

String log = new File(project, 'build.log').getText('UTF-8')
String promised = new File(tutorial).getText('UTF-8').split('prints\n\n```\n', 2)[1].split('```', 2)[0]
assert log.normalize().contains(promised): "expected what docs/tutorial.md promises,\n$promised"

def claim = new JsonSlurper().parse(new File(project, 'own-report/report.json')).claims.first()
assert claim.id == 'own/1'
assert claim.verdict == 'SUPPORTED'
assert claim.falsehoods*.verdict == ['REFUTED', 'REFUTED']

File folder = new File(localRepositoryPath, "org/widelimit/widelimit-validation/$version")
['.pom', '.jar', '-sources.jar', '-javadoc.jar'].each { ending ->
    File file = new File(folder, "widelimit-validation-$version$ending")
    assert file.file: "expected $file to be installed, found ${folder.list()}"
}
return true
