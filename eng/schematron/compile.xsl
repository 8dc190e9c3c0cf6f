<?xml version="1.0" encoding="UTF-8"?>
<!-- Turns an ISO Schematron file (query binding xslt2) into a stylesheet that prints one line for each rule that a document breaks.
     Takes what the published EN 16931 and Peppol files use, and stops at what it does not know. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:out="urn:stylesheet:written"
                xmlns:sch="http://purl.oclc.org/dsdl/schematron" exclude-result-prefixes="sch">
  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
  <xsl:output method="xml" indent="yes"/>

  <xsl:template match="/sch:schema">
    <xsl:if test="//sch:include | //sch:extends | //sch:*[@abstract = 'true'] | //sch:pattern[@is-a]">
      <xsl:message terminate="yes">This file has includes or abstract patterns: give the assembled file, or its compiled .xslt.</xsl:message>
    </xsl:if>
    <out:stylesheet version="3.0">
      <xsl:for-each select="sch:ns">
        <xsl:namespace name="{@prefix}" select="@uri"/>
      </xsl:for-each>
      <out:output method="text"/>
      <xsl:copy-of select="xsl:function" copy-namespaces="no"/>
      <xsl:for-each-group select="sch:let | sch:pattern/sch:let" group-by="@name">
        <out:variable name="{@name}" select="{@value}"/>
      </xsl:for-each-group>
      <out:template match="/">
        <xsl:for-each select="sch:pattern">
          <out:apply-templates select="." mode="pattern-{position()}"/>
        </xsl:for-each>
      </out:template>
      <xsl:apply-templates select="sch:pattern"/>
    </out:stylesheet>
  </xsl:template>

  <!-- In a pattern the first rule that fits a node is the only one that is asked. -->
  <xsl:template match="sch:pattern">
    <xsl:variable name="mode" select="'pattern-' || count(preceding-sibling::sch:pattern) + 1"/>
    <out:mode name="{$mode}" on-no-match="shallow-skip"/>
    <xsl:for-each select="sch:rule">
      <out:template match="{@context}" mode="{$mode}" priority="{last() - position() + 1}">
        <xsl:apply-templates select="sch:let | sch:assert | sch:report"/>
        <out:apply-templates select="@* | node()" mode="{$mode}"/>
      </out:template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="sch:let">
    <out:variable name="{@name}" select="{@value}"/>
  </xsl:template>

  <xsl:template match="sch:assert">
    <out:if test="not({@test})"><xsl:call-template name="say"/></out:if>
  </xsl:template>

  <xsl:template match="sch:report">
    <out:if test="{@test}"><xsl:call-template name="say"/></out:if>
  </xsl:template>

  <xsl:template name="say">
    <out:text><xsl:value-of select="string-join((@id, '(' || (@flag, 'fatal')[1] || ')', normalize-space(.)), ' ')"/><xsl:text>&#10;</xsl:text></out:text>
  </xsl:template>
</xsl:stylesheet>
